// Preloaded into a program: records which process writes into dist/. Kills a `dev` process at its first write if there is a file
// `….kill`.

const fs = require('node:fs');
const { sep } = require('node:path');

const list = process.env.TITLEBLOCK_PUBLISHERS;
const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  if (String(to).includes(`${sep}dist${sep}`) && !String(to).includes(`${sep}.cache${sep}`)) {
    fs.appendFileSync(list, `${process.pid}\n`);
    if (process.argv[2] === 'dev' && fs.existsSync(`${list}.kill`)) {
      fs.rmSync(`${list}.kill`);
      process.kill(process.pid, 'SIGKILL');
    }
  }
  return rename(from, to);
};
