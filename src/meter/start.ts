import { startDriverWorker, type DriverWorker } from './sources/driver-worker';
import { mayFind } from './sources/find-library';
import { nvmlNames } from './sources/nvml-names';

// The first file of the command line, kept small: a training waits for its meter, and the meter for the driver's thread,
// which starts while the rest is read.

const metering: ReadonlySet<string> = new Set(['run', 'attach', 'watch', 'doctor']);

const parameters = process.argv.slice(2);
const isMetering = metering.has(parameters[0] ?? '');
const driver = isMetering && mayFind(nvmlNames) ? startedDriver() : null;

void import('./main').then(({ start }) => {
  start(parameters, driver);
});

/** Null where no thread can be had: who loads the library is told why. */
function startedDriver(): DriverWorker | null {
  try {
    return startDriverWorker();
  } catch {
    return null;
  }
}
