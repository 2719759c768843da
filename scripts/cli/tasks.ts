// The table of all tasks that a worker can do, in a thread, in a process or on another machine.

import { pagesTask } from '../assemble/pageTask.js';
import { renderTask } from '../engine/renderTask.js';
import { FEATURES } from '../features/table.js';
import { ANIMATE, CLEAN, DRAWING, ENCODE, PROBE, RASTER, STUDY } from '../picture/tasks.js';
import { PICTURE } from '../picture/whole.js';
import { writingTask } from '../publish/writing.js';
import { serve } from '../work/serve.js';
import { type AnyTask, tableOfTasks } from '../work/task.js';

const MAKING: readonly AnyTask[] = [renderTask(FEATURES), pagesTask(FEATURES), ...FEATURES.tasks, PICTURE];
const PIXELS: readonly AnyTask[] = [PROBE, STUDY, ENCODE, ANIMATE, CLEAN, DRAWING, RASTER];

export const TASKS = tableOfTasks([...MAKING, ...MAKING.filter(({ makesFiles }) => makesFiles).map(writingTask), ...PIXELS]);

/** Runs tasks for the thread or process that started this one. */
export function serveTasks(): void {
  serve(TASKS);
}
