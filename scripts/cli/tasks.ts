// The table of tasks: what a worker of this program, here or on another machine, can do.

import { pagesTask } from '../assemble/pageTask.js';
import { RENDER } from '../engine/renderTask.js';
import { FEATURES } from '../features/table.js';
import { ANIMATE, CLEAN, DRAWING, ENCODE, PROBE, RASTER, STUDY } from '../picture/tasks.js';
import { PICTURE } from '../picture/whole.js';
import { serve } from '../work/serve.js';
import { tableOfTasks } from '../work/task.js';

export const TASKS = tableOfTasks([
  ...[RENDER, pagesTask(FEATURES), ...FEATURES.tasks, PICTURE],
  ...[PROBE, STUDY, ENCODE, ANIMATE, CLEAN, DRAWING, RASTER],
]);

/** Does tasks for the thread or the process that started this one. */
export function serveTasks(): void {
  serve(TASKS);
}
