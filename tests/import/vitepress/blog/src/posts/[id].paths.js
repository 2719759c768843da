export default { paths: () => [{ params: { id: 1 } }] }
