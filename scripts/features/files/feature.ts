// Files of the writer's that are published as they are, those of the theme, and the files of pictures.

import type { Feature } from '../../assemble/feature.js';
import { assets, files as copies, pictures } from './files.js';

export const files: Feature = { name: 'files', outputs: [assets, copies, pictures] };
