// The names of collections: lists in data/ that a fenced div of the same class shows (`scripts/render/collections/`).

export const COLLECTION_NAMES = ['friends', 'books', 'projects'] as const;

export type CollectionName = (typeof COLLECTION_NAMES)[number];
