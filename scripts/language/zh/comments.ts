// Comments in Chinese, in the files that `init` and `urls` write. Each line of a file for a host is a text of its own.

import { lazy } from '../../base/flow/lazy.js';
import type { Catalogue } from '../translator.js';

export const COMMENTS_ZH: () => Catalogue = lazy(() => ({
  [`All addresses of the deployed site, with their files and feed ids. \`{command}\` adds to this file after a
deployment; commit it with your posts. An address listed here must keep working; \`{drop} ADDRESS\` gives one up.`]: `线上站点的全部网址，以及对应的文件和订阅 id。部署之后用 \`{command}\` 往里加；
请和文章一起提交。列在这里的网址必须一直能打开；要放弃一个，用 \`{drop} 网址\`。`,
  [`The newest posts of friends, from the feeds in data/friends.yaml. \`{command}\` writes this file;
commit it, so that builds need no network.`]: `友链的新文章，来自 data/friends.yaml 里的订阅。这个文件由 \`{command}\` 写；
请提交它，构建就不需要网络。`,
  'To use {name}, fill in the values that {.url} explains, and remove "# " below.':
    '要用 {name}，就按 {.url} 的说明填好下面的值，再去掉行首的“# ”。',
  'Publishes posts with a future date (`future: wait`) on their day.': '日期在以后的文章（`future: wait`）到那天发布。',
  '0:05 in Shanghai': '上海时间 0:05',
  'One run at a time; the newest one waits.': '一次只运行一个；最新的排队等待。',
  'Restores the latest cache. It is saved under a new key below, because a saved cache cannot be changed.':
    '取回最近的缓存。存过的缓存不能改，所以下面用新的键保存。',
  'Addresses of the deployed site must keep working. If they cannot be read, the build goes on without them.':
    '线上已有的网址必须一直能打开。读不到时，构建照常进行。',
  'the deployed addresses were not read': '没有读到线上已有的网址',
  'If content/site.yaml names services that want to know about new pages:': '如果 content/site.yaml 里设了要通知的服务：',
  'Keeps the results of builds for the next one.': '保留构建的结果，供下次使用。',
  'Sends dist/ to a bucket: bucket.sh REMOTE [PATH]': '把 dist/ 传到存储桶：bucket.sh REMOTE [PATH]',
  'REMOTE  the destination in the notation of rclone: s3:my-bucket': 'REMOTE  目的地，按 rclone 的写法：s3:my-bucket',
  "PATH    the path in the site's address, if it has one: /blog": 'PATH    站点网址里的路径，如果有：/blog',
  'Lists the files that dist/_headers declares immutable, as filters of rclone, whose names are not percent-encoded.':
    '列出 dist/_headers 里标为 immutable 的文件，写成 rclone 的过滤规则；规则里的文件名不用百分号编码。',
  'Files for hosts, which readers need not see.': '给托管商的文件，读者不需要。',
  'Everything new is in place, so old files can be removed.': '新文件都到位了，可以删掉旧的。',
  'The deployed addresses are public now and must keep working. Commit content/urls.yaml afterwards.':
    '部署后的网址就公开了，要一直能打开。之后请提交 content/urls.yaml。',
  'Sends dist/ to a server: server.sh USER@HOST:FOLDER': '把 dist/ 传到服务器：server.sh 用户@主机:文件夹',
  "Sends the .gz files of `npm run build -- --precompress`. With nginx's module for Brotli, add: brotli_static on;":
    '发送 `npm run build -- --precompress` 做好的 .gz 文件。装了 Brotli 模块的 nginx 可以加上：brotli_static on;',
  'A file whose name has a hash of its content never changes.': '文件名里带内容哈希的文件永远不变。',
}));
