import { basename } from 'node:path';

/** What a container service is asked to do that has processes run. */
const containerWords = /^(?:run|exec|start|restart|up|attach|build)$/;
/** Commands of groups: `docker container run`, `docker compose up`, `docker buildx build`. */
const groupWords = /^(?:container|compose|buildx|image|builder)$/;

/**
 * Programs that ask a service to start processes: those are the service's children, with its environment, and none of the program's.
 * Podman and Apptainer start theirs themselves.
 */
const programs: Readonly<Record<string, (words: readonly string[]) => string | null>> = {
  docker: containerCommand,
  'docker-compose': containerCommand,
  'nvidia-docker': containerCommand,
  nerdctl: containerCommand,
  lxc: (words) => (words[0] === 'exec' ? 'exec' : null),
  incus: (words) => (words[0] === 'exec' ? 'exec' : null),
  'systemd-run': (words) => (words.includes('--scope') ? null : ''),
};

function containerCommand(words: readonly string[]): string | null {
  // Options may have values (`--context x`): the first word that is a command is the one.
  const at = words.findIndex((word) => containerWords.test(word));
  const before = words.slice(0, at).filter((word) => groupWords.test(word));
  return at === -1 ? null : [...before, words[at]].join(' ');
}

/** `docker run` of a command line whose processes a service starts elsewhere; null of any other. */
export function startedElsewhere([program = '', ...words]: readonly string[]): string | null {
  const name = basename(program);
  const command = Object.hasOwn(programs, name) ? (programs[name]?.(words) ?? null) : null;
  return command === null ? null : `${name} ${command}`.trim();
}

/** A process that has just been forked has its own command line at the next look. */
const looks = 2;

/** Watches the processes of a run for one whose command has a service start processes. */
export class ElsewhereWatch {
  private asked = new Map<number, number>();
  private name: string | null = null;

  constructor(private readonly command: (pid: number) => readonly string[]) {}

  /** The command that does so, as `docker run`; null while none was seen. */
  get found(): string | null {
    return this.name;
  }

  look(pids: ReadonlySet<number>): void {
    if (this.name !== null) return;
    const before = this.asked;
    this.asked = new Map();
    for (const pid of pids) {
      const times = before.get(pid) ?? 0;
      this.asked.set(pid, times + 1);
      if (times < looks) this.name ??= startedElsewhere(this.command(pid));
    }
  }
}
