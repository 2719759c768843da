// The names of collections: lists in data/ that a fenced div of the same class shows (`scripts/render/collections/`).

/** The collection that `titleblock friends` writes: the newest posts of friends. */
export const FRIENDS_POSTS = 'friends-posts';

/** Returns the files that a list may be in. */
export function collectionFiles(name: CollectionName): readonly string[] {
  return ['yaml', 'yml', 'json'].map((extension) => `data/${name}.${extension}`);
}

export const FRIENDS_POSTS_FILE = `data/${FRIENDS_POSTS}.yaml`;

export const COLLECTION_NAMES = ['friends', FRIENDS_POSTS, 'books', 'projects'] as const;

export type CollectionName = (typeof COLLECTION_NAMES)[number];
