import type { Progress } from '../../progress/progress';
import type { FollowedTraining, RunProgress } from './run-progress';

/** Where a running training's progress comes in. */
export interface ProgressInlet {
  /** What the training prints to its terminal. */
  takeOutput(bytes: Uint8Array): void;
  /** What another process has read from that. */
  takeProgress(progress: Progress): void;
  close(): void;
}

/** Follows a training's progress. Its code is loaded once the training runs, so that it starts no later; a failure in here is no failure of the run. */
export function followProgress(
  training: FollowedTraining,
  onProgress: (progress: Progress, from: string) => void,
): ProgressInlet {
  let isClosed = false;
  let running: RunProgress | null = null;
  const loaded = import('./run-progress').then(
    ({ RunProgress: Follower }) => {
      if (!isClosed) running = new Follower(training, onProgress);
    },
    () => undefined,
  );
  const whenLoaded = (work: (follower: RunProgress) => void): void => {
    if (running !== null) work(running);
    else
      void loaded.then(() => {
        if (running !== null) work(running);
      });
  };
  return {
    takeOutput: (bytes) => {
      whenLoaded((follower) => {
        follower.takeOutput(bytes);
      });
    },
    takeProgress: (progress) => {
      whenLoaded((follower) => {
        follower.takeProgress(progress);
      });
    },
    close: () => {
      isClosed = true;
      running?.close();
    },
  };
}
