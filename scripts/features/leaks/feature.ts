// The leak check. Before a site is published, it looks for secrets, files published by mistake, locations in pictures and videos,
// the text of drafts, and paths of this machine.

import type { EngineFeature } from '../../engine/artifact.js';
import { Leaks } from './artifact.js';
import { Guard } from './guard.js';
import { secretProblem } from './leaksInFile.js';
import { findSecrets } from './secrets.js';

export const leaks: EngineFeature = {
  name: 'leaks',
  problemsIn: async (file, text) => (await findSecrets(text)).map((secret) => secretProblem(file, text, secret)),
  artifact: ({ inputs, before }) => new Leaks(inputs, before),
  guard: (site, absent) => new Guard(site, absent),
};
