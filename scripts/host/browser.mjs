// A headless Chromium that reaches nothing but the local server.
import { chromium } from 'playwright-core';

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-dev-shm-usage',
];

/** @param {string} executablePath */
export async function launchBrowser(executablePath) {
  return chromium.launch({ executablePath, headless: true, args: quietArguments });
}

/**
 * A page the size of a common laptop window, in a profile of its own.
 * @param {import('playwright-core').Browser} browser
 */
export async function newWindowPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
  return context.newPage();
}
