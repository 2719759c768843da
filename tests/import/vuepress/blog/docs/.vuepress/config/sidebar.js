const loop = ['/pages/a1b2c3/', '/pages/d4e5f6/']
exports.sidebar = { '/pages/': [{ title: '事件循环两篇', children: loop }], '/guide/': ['', 'install'] }
