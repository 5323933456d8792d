// How the journeys run: real Chromium against the optimised bundle, served from a sub-path as any static host would.
// `cargo xtask test browser` sets the browser and builds the bundle; one journey alone:
//   npm --prefix tests run journeys -- first-visit

import { defineConfig, devices } from '@playwright/test';

const all = process.env.NETWRIGHT_ALL === '1';

export default defineConfig({
  testDir: './journeys',
  testMatch: '*.journey.mjs',
  outputDir: '../../target/browser',
  // The long ones say so in their title.
  grepInvert: all ? undefined : /@all/,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  // On a busy machine a key may come before the frame that a person would have seen first.
  retries: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['./support/reporter.mjs']],
  globalSetup: './support/serve-dist.mjs',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.NETWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
