// Launches Chromium for tests.

import { type Browser, chromium as driver, type Page } from 'playwright-core';
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

/** Returns a list to which messages of a page's console are added, and its errors. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  // A busy browser skips the transition between pages, which does no harm.
  page.on('pageerror', ({ message }) => {
    if (!/^Transition was (?:aborted|skipped)/.test(message)) complaints.push(message);
  });
  return complaints;
}
