// What is loaded when something has to be done: a bundle of its own.

export { announce } from '../announce/announce.js';
export { pathIn } from '../assemble/urls.js';
export { openStore } from '../cache/store.js';
export { check, checkSite } from '../check/check.js';
export { copyeditor } from '../check/copyedit.js';
export { checkExternal } from '../check/external/external.js';
export { fixedFiles } from '../check/fix.js';
export { changedAddresses, differencesOf, diffText } from '../cli/diff.js';
export { explain } from '../cli/explain.js';
export { profileText, startProfile } from '../cli/profile.js';
export { verify } from '../cli/verify.js';
export { readConfig } from '../config/config.js';
export { dev } from '../dev/dev.js';
export { serve } from '../executor/worker.js';
export { make } from '../make/make.js';
export { addDeployedUrls } from '../new/deployedUrls.js';
export { beginUrls, dropUrls, importUrls, publishUrls } from '../new/listUrls.js';
export { isRefusal, newPost } from '../new/newPost.js';
export { HOSTS, isStarterHost, starterFiles, writeStarter } from '../new/starter.js';
export { work } from '../queue/worker.js';
export { preview } from '../serve/preview.js';
