// Launches Chromium for tests.

import { type Browser, chromium as driver } from 'playwright-core';
import { chromium } from '../support.js';

/** Path of the installed browser; tests that need it are skipped without it. */
export const CHROMIUM = chromium();

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  return driver.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
}
