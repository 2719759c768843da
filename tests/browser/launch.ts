// Chromium for tests.

import { type Browser, chromium as driver } from 'playwright-core';
import { chromium } from '../support.js';

/** Where it is installed; tests that need it are skipped where it is not. */
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
