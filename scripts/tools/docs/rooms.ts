// Compares the rooms of scripts/ with their table: reads their imports, and puts them on floors. A test checks the imports
// (tests/rooms.test.ts), and ARCHITECTURE.md shows the table.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dirname as dirnameOf, normalize } from 'node:path/posix';
import { ROOMS } from './roomTable.js';

/** An import of one room by another. */
export interface RoomImport {
  readonly from: string;
  readonly to: string;
  /** The importing file and the imported one, below scripts/. */
  readonly files: readonly [string, string];
}

const IMPORT = /\b(?:from|import\()\s*'(\.[^']+)\.js'/g;

/** Returns the room of a file below scripts/: its folder, or the file itself. */
export function roomOf(file: string): string {
  return file.replace(/\/.*/, '');
}

/**
 * Returns the imports between rooms, including types and dynamic imports.
 * @param folder absolute path of scripts/
 */
export function roomImports(folder: string): readonly RoomImport[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && statSync(join(folder, path)).isFile());
  return files.sort().flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(IMPORT)].flatMap(([, asked]) => {
      const imported = `${normalize(`${dirnameOf(file)}/${asked}`)}.ts`;
      const [from, to] = [roomOf(file), roomOf(imported)];
      return from === to || !files.includes(imported) ? [] : [{ from, to, files: [file, imported] as const }];
    }),
  );
}

/**
 * Puts rooms on floors: each is above all rooms that it imports.
 * @returns the floors from the ground up; rooms in an import cycle are on none
 */
export function floorsOf(rooms: { readonly [room: string]: readonly string[] }): string[][] {
  const floors: string[][] = [];
  const placed = new Set<string>();
  for (;;) {
    const floor = Object.keys(rooms).filter((room) => !placed.has(room) && rooms[room]?.every((other) => placed.has(other)));
    if (floor.length === 0) return floors;
    floors.push(floor);
    for (const room of floor) placed.add(room);
  }
}

/** Returns the rooms that each room may import. */
export function allowedImports(): { readonly [room: string]: readonly string[] } {
  return Object.fromEntries(Object.entries(ROOMS).map(([room, { imports }]) => [room, imports]));
}

/** Returns the drawing for ARCHITECTURE.md: the floors from the top down. */
export function floorDrawing(): string {
  const floors = floorsOf(allowedImports());
  const lines = floors.map((floor, at) => `${String(at).padStart(2)}  ${floor.join(' · ')}`);
  return ['```', ...lines.reverse(), '```'].join('\n');
}

/** Returns the rows of the table of rooms: room, content, imports. */
export function roomRows(): string[][] {
  return Object.entries(ROOMS).map(([room, { holds, imports }]) => [
    `\`scripts/${room}${room.endsWith('.ts') ? '' : '/'}\``,
    holds,
    imports.filter((each) => each !== 'types.ts').join(', ') || 'nothing',
  ]);
}
