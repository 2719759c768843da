module.exports = { title: '手册', key: 'PRIVATE-9' };
