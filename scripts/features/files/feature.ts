// Copies of the writer's files and of theme assets, and the variants of pictures.

import type { Feature } from '../../assemble/feature.js';
import { assets, files as copies, pictures } from './files.js';

export const files: Feature = { name: 'files', outputs: [assets, copies, pictures] };
