// Loaded into a program before it starts: notes which process writes into dist/. A `dev` process for which a file `….kill` waits
// is killed at its first write.

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
