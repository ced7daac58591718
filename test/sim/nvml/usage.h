/*
 * Who uses the simulated GPUs.
 *
 * WATTLENS_SIM_PROCESSES  a file of lines "GPU PID SM_PERCENT", read at each call; where the variable is not set, lists
 *                         of processes are not supported, as in many containers
 * option history=N        of the first process N samples are kept as well, one a second up to three seconds ago
 * option mig=GPU:N+N+...  that GPU is divided into slices of N sevenths
 */
enum { INSUFFICIENT_SIZE = 7, NOT_FOUND = 6 };
enum { MAX_PROCESSES = 64, MIG_SLICES = 7 };

typedef struct { unsigned pid; unsigned long long memory; unsigned gpuInstance, computeInstance; } ProcessInfo;
typedef struct { unsigned pid; unsigned long long timeStamp; unsigned sm, memory, encoder, decoder; } UtilizationSample;
typedef struct { int gpu, index, sevenths; } Slice;

static Slice slices[MAX_GPUS][MIG_SLICES];

static int listed(int gpu, unsigned pids[MAX_PROCESSES], unsigned percents[MAX_PROCESSES]) {
  const char *path = getenv("WATTLENS_SIM_PROCESSES");
  FILE *file = path == NULL ? NULL : fopen(path, "r");
  if (path == NULL) return -1;
  if (file == NULL) return 0;
  int count = 0, at;
  unsigned pid, percent;
  while (count < MAX_PROCESSES && fscanf(file, "%d %u %u", &at, &pid, &percent) == 3) {
    if (at != gpu) continue;
    pids[count] = pid;
    percents[count++] = percent;
  }
  fclose(file);
  return count;
}

int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, ProcessInfo *infos) {
  unsigned pids[MAX_PROCESSES], percents[MAX_PROCESSES];
  int found = listed(((Gpu *)device)->index, pids, percents);
  if (found < 0) return NOT_SUPPORTED;
  unsigned room = *count;
  *count = (unsigned)found;
  if (room < (unsigned)found) return INSUFFICIENT_SIZE;
  for (int i = 0; i < found; i++) infos[i] = (ProcessInfo){ pids[i], 1ull << 30, ~0u, ~0u };
  return SUCCESS;
}

int nvmlDeviceGetProcessUtilization(void *device, UtilizationSample *samples, unsigned *count, unsigned long long since) {
  unsigned pids[MAX_PROCESSES], percents[MAX_PROCESSES];
  int found = listed(((Gpu *)device)->index, pids, percents);
  if (found < 0) return NOT_SUPPORTED;
  unsigned long long stamp = (unsigned long long)(1e6 * (now() + 1e6));
  if (found == 0 || stamp <= since) return NOT_FOUND;
  for (int i = 0; i < found; i++) samples[i] = (UtilizationSample){ pids[i], stamp, percents[i], 0, 0, 0 };
  const char *history = option("history");
  int kept = history == NULL || *history != '=' ? 0 : atoi(history + 1);
  for (int i = 3; i < kept + 3 && stamp - 1000000ull * i > since; i++)
    samples[found++] = (UtilizationSample){ pids[0], stamp - 1000000ull * i, percents[0], 0, 0, 0 };
  *count = (unsigned)found;
  return SUCCESS;
}

/* "mig=GPU:3+2+2" */
static int slice_count(int gpu) {
  const char *value = option("mig");
  if (value == NULL || *value != '=' || atoi(value + 1) != gpu) return 0;
  const char *rest = strchr(value, ':');
  int count = 0;
  while (rest != NULL && count < MIG_SLICES && (*rest == ':' || *rest == '+')) {
    slices[gpu][count] = (Slice){ gpu, count, atoi(rest + 1) };
    count++;
    rest += 1 + strspn(rest + 1, "0123456789");
  }
  return count;
}

int nvmlDeviceGetMigMode(void *device, unsigned *current, unsigned *pending) {
  *current = *pending = slice_count(((Gpu *)device)->index) > 0;
  return SUCCESS;
}

int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned *count) { (void)device; *count = MIG_SLICES; return SUCCESS; }

int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned index, void **out) {
  int gpu = ((Gpu *)device)->index;
  if (index >= (unsigned)slice_count(gpu)) return NOT_FOUND;
  *out = &slices[gpu][index];
  return SUCCESS;
}

/* Eight words and a count of megabytes; the eighth word is of compute slices. */
int nvmlDeviceGetAttributes_v2(void *device, unsigned *out) {
  memset(out, 0, 40);
  out[6] = out[7] = (unsigned)((Slice *)device)->sevenths;
  return SUCCESS;
}

static int is_slice(void *device) { return (char *)device >= (char *)slices && (char *)device < (char *)(slices + MAX_GPUS); }

static int slice_uuid(void *device, char *uuid, unsigned length) {
  Slice *slice = device;
  snprintf(uuid, length, "MIG-00000000-0000-4000-8%03d-%012d", slice->gpu, slice->index);
  return SUCCESS;
}
