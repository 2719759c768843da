// `friends`: asks the feeds of friends for their newest posts.

import { FRIENDS_POSTS_FILE } from '../base/collections.js';
import { plural } from '../base/diagnostics.js';
import { command, UsageError } from './command.js';

/** Posts of each friend in the file. */
const MOST = 3;

export const friendsCommand = command({
  name: 'friends',
  needsSite: true,
  about: `Asks the feeds in data/friends.yaml for the newest posts of friends, and writes them to ${FRIENDS_POSTS_FILE}, which pages show.`,
  example: 'npm run friends -- --posts 5',
  options: {
    posts: { type: 'string', value: 'NUMBER', about: `how many posts of each friend (default: ${MOST})` },
  },
  more: `Commit the file: a build needs no network. A feed that fails keeps its posts in the file and is
reported.

Exit codes
  0  the file is up to date
  1  no feed could be read, or the file was left alone, for the reason that is printed
  2  wrong usage`,
  run: async ({ posts }, { root, speech }) => {
    const { text, list, comment } = speech;
    if (posts !== undefined && !/^[1-9]\d{0,2}$/.test(posts))
      throw new UsageError(`--posts expects a number from 1 to 999, not "${posts}"`);
    const { renewFriendPosts } = await import('../new/friendPosts.js');
    const { isCommandError } = await import('../new/newPost.js');
    try {
      const result = await renewFriendPosts({ root, most: Number(posts ?? MOST), translate: comment });
      const { all, added, feeds, failed, remarks } = result;
      for (const remark of remarks) console.error(`titleblock: ${text(remark)}`);
      for (const failure of failed) console.error(`titleblock: ${text(`${failure}; its posts were kept`)}`);
      console.log(`${FRIENDS_POSTS_FILE}: ${list([plural(all, 'post'), `${added} new`].map(text))}`);
      return failed.length === feeds ? 1 : 0;
    } catch (error) {
      if (!isCommandError(error)) throw error;
      console.error(`titleblock: ${text(error.message)}`);
      return 1;
    }
  },
});
