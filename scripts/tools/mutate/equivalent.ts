// The list of equivalent mutants, which no test can notice, each with the reason. Samples skip them. A test reports entries that no longer
// match a mutant.

export interface Equivalent {
  readonly file: string;
  /** The line, trimmed. */
  readonly code: string;
  /** The replaced part of the line. */
  readonly from: string;
  /** The replacement: undefined for a removed statement, `anything` for any replacement. */
  readonly to: string | undefined;
  readonly reason: string;
}

const NEVER = 'the value is never used: another one is set before';
const SPEED = 'it saves time, and the result is the same without it';
const HASH = 'any hash spreads terms over the table, some a little worse';

const STATS = 'files whose times are wrong are compared by their bytes, and the result is the same';
const SORTED =
  'for (const [to, from] of order.entries()) for (let n = 0; n < 4; n++) sorted[to * 4 + n] = stats[from * 4 + n] as number;';

export const EQUIVALENT: readonly Equivalent[] = [
  ...inFile('scripts/build/make.ts', [
    [
      'if (!last && inputs.paths.length >= MIN_FILES_FOR_EARLY_WORKERS) batches.open(inputs.paths.length);',
      'inputs.paths.length >= MIN_FILES_FOR_EARLY_WORKERS',
      'anything',
      SPEED,
    ],
  ]),
  ...inFile('scripts/build/publication.ts', [
    [
      'const hash = place === undefined ? undefined : last?.outputs.hashes[place];',
      'place === undefined',
      'false',
      'nothing is at a place that is undefined',
    ],
    ['if (outputs.paths === last?.outputs.paths) {', 'outputs.paths === last?.outputs.paths', 'false', SPEED],
    [
      'const order = paths.map((_path, at) => at).sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));',
      '1',
      '2',
      'a sort asks for the sign alone',
    ],
    [SORTED, '4', '5', 'the extra number is overwritten by the next file, or lies beyond the end of the array'],
    [SORTED, 'n < 4', 'false', STATS],
    [SORTED, 'to * 4 + n', '(to * 4) - (n)', STATS],
    [SORTED, 'sorted[to * 4 + n] = stats[from * 4 + n] as number;', undefined, STATS],
  ]),
  ...inFile('scripts/cache/chunks.ts', [
    [
      'if (!(isStored(line) && line.from === column && line.index === index + row - from)) return undefined;',
      '!(isStored(line) && line.from === column && line.index === index + row - from)',
      'true',
      SPEED,
    ],
  ]),
  ...inFile('scripts/cache/fileTable.ts', [
    ['const before = known.paths[at] === path ? at : this.previousIndex(path);', 'known.paths[at] === path', 'false', SPEED],
    [
      'return fstatSync(descriptor).size > LARGE_FILE ? hashOfChunks(chunksOf(descriptor)) : hashOfBytes(readFileSync(descriptor));',
      'fstatSync(descriptor).size > LARGE_FILE',
      'true',
      SPEED,
    ],
    [
      'return fstatSync(descriptor).size > LARGE_FILE ? hashOfChunks(chunksOf(descriptor)) : hashOfBytes(readFileSync(descriptor));',
      'fstatSync(descriptor).size > LARGE_FILE',
      '(fstatSync(descriptor).size) >= (LARGE_FILE)',
      SPEED,
    ],
    [
      'if (this.indexes.size === 0) for (const [at, each] of this.paths.entries()) this.indexes.set(each, at);',
      'this.indexes.size === 0',
      'true',
      SPEED,
    ],
  ]),
  ...inFile('scripts/cache/lock.ts', [
    [
      "if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;",
      "(error as NodeJS.ErrnoException).code === 'EEXIST'",
      'false',
      'the fallback without hard links gives the same result',
    ],
    ["return { state: fields[0] ?? '', began: fields[19] ?? '' };", "''", "'x'", 'Linux always has the fields'],
  ]),
  ...inFile('scripts/cache/record.ts', [
    ["export const KEYS = '';", "''", "'x'", 'any name that no column has'],
    ['return this.linesOf.get(lines)?.[chunk];', 'this.linesOf.get(lines)?.[chunk]', 'undefined', SPEED],
    [
      "const [line = '', checksum = '', length] = FIRST_LINE.exec(head.toString('latin1', 0, 40)) ?? [];",
      '40',
      '41',
      'the line has 33 characters at most',
    ],
  ]),
  ...inFile('scripts/cache/store.ts', [
    [
      'if (this.bytesInBatch < MAX_PENDING_BYTES && performance.now() - this.flushed < FLUSH_INTERVAL) return;',
      'this.bytesInBatch < MAX_PENDING_BYTES',
      '(this.bytesInBatch) <= (MAX_PENDING_BYTES)',
      'a limit that no one relies on to the byte',
    ],
    [
      'if (this.bytesInBatch < MAX_PENDING_BYTES && performance.now() - this.flushed < FLUSH_INTERVAL) return;',
      'performance.now() - this.flushed < FLUSH_INTERVAL',
      '(performance.now() - this.flushed) <= (FLUSH_INTERVAL)',
      'a time that is never hit exactly',
    ],
    [
      'if (!use.since || dayOf(await level.get(LAST_SWEEP)) !== today) {',
      '!use.since || dayOf(await level.get(LAST_SWEEP)) !== today',
      'true',
      SPEED,
    ],
  ]),
  ...inFile('scripts/engine/contents.ts', [
    ['this.feedArticles.set(post.path, made);', 'this.feedArticles.set(post.path, made);', undefined, SPEED],
  ]),
  ...inFile('scripts/features/icons/artifact.ts', [
    [
      'this.current = [];',
      'this.current = [];',
      undefined,
      'it is empty by then: the hash of a file that was read once cannot fail',
    ],
    [
      'facts = (): ArtifactFacts => ({ made: this.current, inFrame: this.current.length > 0 });',
      '0',
      '1',
      'a site has icons of several sizes, or none',
    ],
  ]),
  ...inFile('scripts/engine/inputs.ts', [
    [
      'return lstatSync(this.fileOf(path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;',
      'false',
      'true',
      'folders are listed once more, and the list is the same',
    ],
  ]),
  ...inFile('scripts/engine/lastBuild.ts', [
    [
      'const keys = (list: readonly SourceRecord[]) => list.filter((source) => !same.has(source)).map(({ key }) => key);',
      'list.filter((source) => !same.has(source))',
      'list',
      SPEED,
    ],
  ]),
  ...inFile('scripts/engine/pictures.ts', [
    ['const own = bytes > PROCESS_MIN_BYTES ? openProcess() : openExecutor(0);', 'bytes > PROCESS_MIN_BYTES', 'true', SPEED],
  ]),
  ...inFile('scripts/features/search/searched.ts', [
    [
      "return { path, key: hashOf('search', hashOfBytes(bytes)), characters, bytes };",
      "'search'",
      "''",
      'any text that no other key begins with',
    ],
  ]),
  ...inFile('scripts/engine/templates.ts', [
    [
      'pages[template] = [...new Set([...(pages[template] ?? []), ...Object.keys(values)])].sort();',
      '[...new Set([...(pages[template] ?? []), ...Object.keys(values)])].sort()',
      '[...new Set([...(pages[template] ?? []), ...Object.keys(values)])]',
      SPEED,
    ],
  ]),
  ...inFile('scripts/markdown/block/gridTables.ts', [
    [
      'const span = (places: ReadonlyMap<number, number>, from: number, to: number) => (places.get(to) ?? 0) - (places.get(from) ?? 0);',
      '0',
      '1',
      'each edge of a cell is among the places',
    ],
  ]),
  ...inFile('scripts/markdown/block/rawTex.ts', [
    [
      'const rest = slice(run, end, (run.starts[row] ?? 0) + (run.lines[row]?.text.length ?? 0)).lines[0];',
      '0',
      '1',
      'the row is one of the run',
    ],
  ]),
  ...inFile('scripts/markdown/blocks.ts', [['if (known) return known;', 'known', 'false', SPEED]]),
  ...inFile('scripts/markdown/html.ts', [['let lastEnds = { comment: -1, instruction: -1 };', '-1', '1', NEVER]]),
  ...inFile('scripts/markdown/inline/autolinks.ts', [
    ["if (!reader.comes('>')) return false;", "!reader.comes('>')", 'false', SPEED],
  ]),
  ...inFile('scripts/markdown/inline/math.ts', [
    ["if (text.indexOf(display ? '$$' : '$', at + 1 + Number(display)) < 0) return undefined;", 'display', 'false', SPEED],
  ]),
  ...inFile('scripts/markdown/inlines.ts', [['if (known) return known;', 'known', 'false', SPEED]]),
  ...inFile('scripts/markdown/tex.ts', [
    [
      String.raw`const NAME = /\\(\p{L}+)/uy;`,
      String.raw`/\\(\p{L}+)/uy`,
      String.raw`/\\(\p{L}*)/uy`,
      'an empty name and none are the same to whoever asks',
    ],
  ]),
  ...inFile('scripts/picture/pixels.ts', [
    ['if (decoded.size <= MAX_PICTURES) break;', 'decoded.size <= MAX_PICTURES', '(decoded.size) < (MAX_PICTURES)', SPEED],
    ['steps.set(width, scaled);', 'steps.set(width, scaled);', undefined, SPEED],
  ]),
  ...inFile('scripts/picture/onRequest.ts', [
    [
      'const fallback = variants[widths.indexOf(Math.min(wanted.fallback, most))] as Variant;',
      'widths.indexOf(Math.min(wanted.fallback, most))',
      'widths.lastIndexOf(Math.min(wanted.fallback, most))',
      'no width is in the list twice',
    ],
  ]),
  ...inFile('scripts/picture/picture.ts', [
    [
      `const webp = await this.variant('webp', \`animation \${quality}\`, made, make);`,
      `\`animation \${quality}\``,
      "''",
      'any text that no other way has: the settings are in the key already',
    ],
  ]),
  ...inFile('scripts/picture/remote.ts', [
    ['all.sort(([a], [b]) => (a < b ? -1 : 1));', 'a < b', '(a) <= (b)', 'no address is in the list twice'],
  ]),
  ...inFile('scripts/picture/svg.ts', [
    [
      String.raw`const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$/i.exec(value ?? '');`,
      String.raw`/^\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$/i`,
      String.raw`/^\s*(\d*(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$/i`,
      'a length of no digits is 0, and a drawing of no width has no size either',
    ],
  ]),
  ...inFile('scripts/publish/publish.ts', [
    ['if (this.foreign.length > 0) this.foreignFiles.checkConflicts(site(), adopts);', 'this.foreign.length > 0', 'true', SPEED],
    ['if (this.hasSameFiles) return;', 'this.hasSameFiles', 'false', SPEED],
    ['if (leaving.length === 0) return;', 'leaving.length === 0', 'false', SPEED],
  ]),
  ...inFile('scripts/read/frontMatter.ts', [
    ["if (yaml.trim() === '') parse();", "yaml.trim() === ''", 'true', 'gray-matter hands the same text to the same parser'],
  ]),
  ...inFile('scripts/read/walk.ts', [
    ['walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));', '1', '2', 'a sort asks for the sign alone'],
  ]),
  ...inFile('scripts/features/search/fullText/find.ts', [
    [
      'while (start > 0 && at - start < NEAR && LATIN.test(text.charAt(start)) && LATIN.test(text.charAt(start - 1))) start--;',
      'start > 0',
      '(start) >= (0)',
      'before the beginning of a text there is no letter',
    ],
    [
      'return at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;',
      'at < text.length',
      '(at) <= (text.length)',
      'after the end of a text there is no unit',
    ],
    [
      'const isChosen = at === 0 || shards.has(shard) || shards.size < FEW_SHARDS;',
      '0',
      '1',
      'the shard of the first search term is among the shards already',
    ],
  ]),
  ...inFile('scripts/features/search/fullText/fold.ts', [
    ['if (cached !== undefined) return cached;', 'cached !== undefined', 'false', SPEED],
    [
      'for (let at = 0, end = 0; at < text.length; at = end) {',
      'at < text.length',
      '(at) <= (text.length)',
      'after the end of a text there is nothing to be folded',
    ],
  ]),
  ...inFile('scripts/features/search/fullText/shard.ts', [
    [
      'for (let at = 0; at < DIGITS.length; at++) values[DIGITS.charCodeAt(at)] = at;',
      'at < DIGITS.length',
      '(at) <= (DIGITS.length)',
      'a typed array has no place for what is after the end',
    ],
    [".replace(/,+$/, '');", '/,+$/', '/,*$/', 'nothing is removed where there is nothing'],
  ]),
  ...inFile('scripts/base/text/ngrams.ts', [
    [
      'if (unit >= 0xd800 && unit < 0xdc00) return kindOf(text.codePointAt(at) as number);',
      'unit >= 0xd800 && unit < 0xdc00',
      '(unit >= 0xd800) || (unit < 0xdc00)',
      SPEED,
    ],
  ]),
  ...inFile('scripts/features/search/fullText/writer.ts', [
    [
      'while (at > 0 && (ids[at - 1] as number) > id) at--;',
      '(ids[at - 1] as number) > id',
      '(ids[at - 1] as number) >= (id)',
      'no post is in the list twice',
    ],
  ]),
  ...inFile('scripts/template/compile.ts', [
    [
      'if (!(error instanceof TemplateSyntaxError)) throw error;',
      '!(error instanceof TemplateSyntaxError)',
      'false',
      'the parser throws no other error',
    ],
  ]),
  ...inFile('scripts/template/value.ts', [['return a < b ? -1 : a > b ? 1 : 0;', '1', '2', 'a sort asks for the sign alone']]),
  ...inFile('scripts/base/text/characters.ts', [
    ['let lineEnd = -1;', '1', '2', 'no place is before the beginning'],
    ["if (!plain.includes('&#')) return plain;", "'&#'", "''", SPEED],
  ]),
  ...inFile('scripts/base/text/civilDate.ts', [
    [
      String.raw`const MONTH_FIRST = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;`,
      String.raw`/^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i`,
      String.raw`/^([a-z]*)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i`,
      'an empty name is the name of no month',
    ],
  ]),
  ...inFile('scripts/base/text/cut.ts', [
    [
      'const start = segmenter.segment(text.slice(0, end + MAX_CLUSTER)).containing(end)?.index ?? 0;',
      '0',
      '1',
      'the text is longer than `end`, so there is a segment',
    ],
  ]),
  ...inFile('scripts/base/text/rawHtml.ts', [
    ['let start = 0;', '0', '1', NEVER],
    ["let attribute = '';", "''", "'x'", NEVER],
    [
      String.raw`const opening = /^\s*=\s*(["']?)/.exec(written) ?? [''];`,
      String.raw`/^\s*=\s*(["']?)/`,
      String.raw`/\s*=\s*(["']?)/`,
      'what is written after a name begins with the sign, or is empty',
    ],
  ]),
  ...inFile('scripts/base/text/terms.ts', [
    ['const SLOTS = 2 ** 14;', '14', '15', HASH],
    ['const SLOTS = 2 ** 14;', '2', '3', HASH],
    [
      'let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;',
      'Math.imul(pair, 0x9e3779b1) >>> 15',
      '(Math.imul(pair, 0x9e3779b1)) << (15)',
      HASH,
    ],
    ['let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;', '0x9e3779b1', '2654435762', HASH],
    ['let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;', '15', '16', HASH],
    [
      '.sort(([m, a, v], [n, b, w]) => n - m || a - b || (v < w ? -1 : 1))',
      'v < w',
      '(v) <= (w)',
      'no word is in the list twice',
    ],
    ['all += histogram[count] as number;', 'all += histogram[count] as number;', undefined, SPEED],
  ]),
  ...inFile('scripts/base/text/wordBreaks.ts', [
    ['segmenters.set(lang, result);', 'segmenters.set(lang, result);', undefined, SPEED],
  ]),
  ...inFile('scripts/work/executor.ts', [
    ['ready();', 'ready();', undefined, SPEED],
    [
      'for (const worker of pool) while (queue.length > 0 && worker.busy() < JOBS_PER_WORKER) worker.give(queue.shift() as Job);',
      'queue.length > 0 && worker.busy() < JOBS_PER_WORKER',
      'false',
      SPEED,
    ],
  ]),
  ...inFile('scripts/work/process.ts', [
    [
      'child.send({ task: number, name, shared: -1, input } satisfies ToWorker);',
      '-1',
      '1',
      'nothing is shared with a process, so any number names nothing',
    ],
  ]),
  ...inFile('scripts/work/queue/uploads.ts', [['if (known) return known;', 'known', 'false', SPEED]]),
  ...inFile('scripts/work/queue/queueExecutor.ts', [
    ['if (job.givenAt > 0) this.durations.push(performance.now() - job.givenAt);', 'job.givenAt > 0', 'anything', SPEED],
    ['if (job.givenAt > 0) this.durations.push(performance.now() - job.givenAt);', '0', '1', SPEED],
    [
      'if (job.givenAt > 0) this.durations.push(performance.now() - job.givenAt);',
      'this.durations.push(performance.now() - job.givenAt);',
      undefined,
      SPEED,
    ],
    [
      'if (job.givenAt > 0) this.durations.push(performance.now() - job.givenAt);',
      'performance.now() - job.givenAt',
      '(performance.now()) + (job.givenAt)',
      SPEED,
    ],
  ]),
  ...inFile('scripts/work/queue/worker.ts', [
    ['this.text = openExecutor(options.threads - 1);', 'options.threads - 1', 'anything', SPEED],
    ['if (all.size <= most) break;', 'all.size <= most', 'true', 'it saves memory, and the result is the same without it'],
    ['if (all.size <= most) break;', 'break;', undefined, SPEED],
  ]),
];

function inFile(
  file: string,
  entries: readonly (readonly [code: string, from: string, to: string | undefined, reason: string])[],
): Equivalent[] {
  return entries.map(([code, from, to, reason]) => ({ file, code, from, to, reason }));
}
