/*
 * What the simulated libraries share: a power trace whose energy is known, its clock, and the words of the options.
 *
 * WATTLENS_SIM_TRACE    a file of lines "SECONDS WATTS [WATTS ...]", one column a GPU; power holds until the next line
 *
 * The trace's 0 is the first start of the library by any process, whose CLOCK_MONOTONIC seconds stand in FILE.epoch beside the
 * trace: how long a busy machine takes to come that far is no part of it.
 *
 * WATTLENS_SIM_OPTIONS  words that each library explains, and for all: hang=CALL, abort=CALL, segfault=CALL,
 *                       good-starts=N: those come after N processes have started the library without
 */
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_GPUS = 16 };

static int gpu_count;
static long point_count;
static double *times;             /* [point] */
static double (*power)[MAX_GPUS];  /* [point][gpu], watts from times[point] on */
static double (*energy)[MAX_GPUS]; /* [point][gpu], joules from 0 to times[point] */
static double epoch;
static char options[512];
static long starts; /* processes that have started the library before this one */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec - epoch;
}

static const char *option(const char *name) {
  size_t length = strlen(name);
  for (const char *word = options; *word;) {
    if (strncmp(word, name, length) == 0 && strchr(" =@", word[length]) != NULL) return word + length;
    word = strchr(word, ' ');
    if (word == NULL) break;
    word++;
  }
  return NULL;
}

static double number_option(const char *name, double otherwise) {
  const char *value = option(name);
  return value != NULL && *value == '=' ? atof(value + 1) : otherwise;
}

/* "name=GPU@SECONDS": the seconds where it is this GPU, else never. */
static double moment_option(const char *name, int gpu) {
  const char *value = option(name);
  if (value == NULL || *value != '=' || atoi(value + 1) != gpu) return INFINITY;
  const char *at = strchr(value, '@');
  return at == NULL ? INFINITY : atof(at + 1);
}

static void read_trace(void) {
  const char *path = getenv("WATTLENS_SIM_TRACE");
  FILE *file = path == NULL ? NULL : fopen(path, "r");
  if (file == NULL) {
    fprintf(stderr, "simulated library: WATTLENS_SIM_TRACE is not a readable file\n");
    abort();
  }
  char line[1024];
  long capacity = 0;
  point_count = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (point_count == capacity) {
      capacity = capacity == 0 ? 256 : 2 * capacity;
      times = realloc(times, (size_t)capacity * sizeof *times);
      power = realloc(power, (size_t)capacity * sizeof *power);
      energy = realloc(energy, (size_t)capacity * sizeof *energy);
    }
    char *rest = line;
    times[point_count] = strtod(rest, &rest);
    int column = 0;
    for (char *after; column < MAX_GPUS; column++, rest = after) {
      power[point_count][column] = strtod(rest, &after);
      if (after == rest) break;
    }
    gpu_count = column;
    for (int gpu = 0; gpu < gpu_count; gpu++) {
      energy[point_count][gpu] = point_count == 0 ? 0
        : energy[point_count - 1][gpu] + power[point_count - 1][gpu] * (times[point_count] - times[point_count - 1]);
    }
    point_count++;
  }
  fclose(file);
}

static long point_at(double t) {
  long low = 0, high = point_count - 1;
  while (low < high) {
    long middle = (low + high + 1) / 2;
    if (times[middle] <= t) low = middle; else high = middle - 1;
  }
  return low;
}

static double power_at(int gpu, double t) { return power[point_at(t)][gpu]; }

static double energy_at(int gpu, double t) {
  long point = point_at(t);
  return energy[point][gpu] + power[point][gpu] * (t - times[point]);
}

static int is_word(const char *name, const char *call) {
  const char *value = option(name);
  size_t length = strlen(call);
  return value != NULL && *value == '=' && strncmp(value + 1, call, length) == 0 && value[1 + length] == ' ';
}

static void be_troubled(const char *call) {
  if (starts < (long)number_option("good-starts", 0)) return;
  if (is_word("hang", call)) for (;;) pause();
  if (is_word("abort", call)) abort();
  if (is_word("segfault", call)) raise(SIGSEGV);
}

/* One byte a start, in a file beside the trace. */
static void count_start(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s.starts", getenv("WATTLENS_SIM_TRACE"));
  FILE *file = fopen(path, "a");
  if (file == NULL) return;
  fseek(file, 0, SEEK_END);
  starts = ftell(file);
  fputc('x', file);
  fclose(file);
}

/* Whoever makes the file writes it whole under another name first, so that none reads half of it. */
static void find_epoch(void) {
  char path[4096], own[4200];
  const char *trace = getenv("WATTLENS_SIM_TRACE");
  snprintf(path, sizeof path, "%s.epoch", trace == NULL ? "" : trace);
  snprintf(own, sizeof own, "%s.%ld", path, (long)getpid());
  epoch = 0;
  FILE *file = access(path, F_OK) == 0 ? NULL : fopen(own, "w");
  if (file != NULL) {
    fprintf(file, "%.9f", now());
    fclose(file);
    link(own, path); /* fails where another was first */
    unlink(own);
  }
  file = fopen(path, "r");
  if (file == NULL || fscanf(file, "%lf", &epoch) != 1) abort();
  fclose(file);
}

static void begin_simulation(void) {
  const char *text = getenv("WATTLENS_SIM_OPTIONS");
  snprintf(options, sizeof options, "%s ", text == NULL ? "" : text);
  read_trace();
  find_epoch();
  count_start();
}

/* The name of option "name=NAME" with its blanks, else another. */
static void write_name(char *out, size_t length, const char *otherwise) {
  const char *given = option("name");
  snprintf(out, length, "%s", given == NULL ? otherwise : given + 1);
  if (given == NULL) return;
  out[strcspn(out, " ")] = 0;
  for (char *c = out; *c; c++) if (*c == '_') *c = ' ';
}
