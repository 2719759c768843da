// Links to friends, which themes of Hexo keep in `source/_data/`: they become `data/friends.yaml`.

import { stringify } from 'yaml';
import { valuesIn } from '../../dataFiles.js';
import { type FieldValue, isMapping, textOf } from '../../header.js';
import type { OldFolder } from '../../oldFolder.js';

/** The files of Butterfly, Volantis and Stellar. */
const FILES = ['_data/link.yml', '_data/links.yml', '_data/friends.yml', '_data/friend.yml'];

interface Friend {
  readonly name: string;
  readonly url: string;
  readonly avatar?: string;
  readonly about?: string;
}

/** The YAML of the list of friends, and the file that it comes from. */
export interface Friends {
  readonly from: string;
  readonly yaml: string;
}

/** Reads the list of friends. @param source the folder of sources @returns undefined if there is none */
export function friendsIn(folder: OldFolder, source: string): Friends | undefined {
  for (const file of FILES) {
    const from = `${source}/${file}`;
    if (!folder.has(from)) continue;
    const friends = friendsOf(valuesIn(folder, from));
    const known = new Map(friends.map((friend) => [friend.url, friend]));
    if (known.size > 0) return { from, yaml: stringify([...known.values()], { lineWidth: 0 }) };
  }
  return undefined;
}

/** Collects the friends in a list, in groups or at any depth. */
function friendsOf(value: FieldValue): Friend[] {
  if (Array.isArray(value)) return value.flatMap((each: FieldValue) => friendsOf(each));
  if (!isMapping(value)) return [];
  const name = textOf(value.name) ?? textOf(value.title);
  const url = textOf(value.link) ?? textOf(value.url);
  if (name === undefined || url === undefined || !/^https?:\/\//.test(url)) return Object.values(value).flatMap(friendsOf);
  const avatar = textOf(value.avatar) ?? textOf(value.icon) ?? textOf(value.image);
  const about = textOf(value.descr) ?? textOf(value.desc) ?? textOf(value.description);
  return [{ name, url, ...(avatar && { avatar }), ...(about && { about }) }];
}
