/*
 * A simulated libIOReport.dylib and what it needs of Core Foundation: the channels of "Energy Model" of a chip that draws
 * 10 W (CPU), 5 W (GPU), 1 W (neural engine) and 2 W (memory), each counted in another unit, with parts of the CPU beside.
 *
 * WATTLENS_SIM_OPTIONS  words: no-channels (an Intel processor), ultra (two dies of half the power each)
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { char text[64]; } Text;
typedef struct { Text name, unit; double watts, perJoule; int64_t value; } Channel;
typedef struct { int count; Channel channels[16]; } Samples;

static int live;
int simulated_live_objects(void) { return live; }

static int has(const char *word) { const char *all = getenv("WATTLENS_SIM_OPTIONS"); return all != NULL && strstr(all, word) != NULL; }

static void fill(Samples *samples) {
  static const Channel single[] = {
    { { "ECPU" }, { "mJ" }, 2, 1e3, 0 }, { { "PCPU" }, { "mJ" }, 8, 1e3, 0 }, { { "CPU Energy" }, { "mJ" }, 10, 1e3, 0 },
    { { "GPU Energy" }, { "nJ" }, 5, 1e9, 0 }, { { "ANE" }, { "uJ " }, 1, 1e6, 0 }, { { "DRAM" }, { "mJ" }, 2, 1e3, 0 },
    { { "DISP" }, { "mJ" }, 3, 1e3, 0 }, { { "GPU Bandwidth" }, { "events" }, 9, 1, 0 } };
  static const Channel ultra[] = {
    { { "DIE_0_CPU Energy" }, { "mJ" }, 5, 1e3, 0 }, { { "DIE_1_CPU Energy" }, { "mJ" }, 5, 1e3, 0 },
    { { "GPU Energy" }, { "nJ" }, 5, 1e9, 0 }, { { "ANE0_0" }, { "mJ" }, 1, 1e3, 0 }, { { "DRAM0" }, { "mJ" }, 2, 1e3, 0 } };
  const Channel *source = has("ultra") ? ultra : single;
  samples->count = has("ultra") ? 5 : 8;
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  double seconds = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
  for (int i = 0; i < samples->count; i++) {
    samples->channels[i] = source[i];
    samples->channels[i].value = (int64_t)(source[i].watts * seconds * source[i].perJoule);
  }
}

void *CFStringCreateWithCString(void *allocator, const char *text, uint32_t encoding) {
  (void)allocator, (void)encoding;
  Text *out = calloc(1, sizeof *out);
  strncpy(out->text, text, sizeof out->text - 1);
  return out;
}
uint8_t CFStringGetCString(Text *text, char *buffer, long size, uint32_t encoding) {
  (void)encoding;
  if ((long)strlen(text->text) >= size) return 0;
  strcpy(buffer, text->text);
  return 1;
}
void *CFDictionaryGetValue(Samples *samples, Text *key) { return strcmp(key->text, "IOReportChannels") == 0 ? samples : NULL; }
void *CFDictionaryCreateMutableCopy(void *allocator, long capacity, Samples *samples) {
  (void)allocator, (void)capacity;
  live++;
  return memcpy(calloc(1, sizeof *samples), samples, sizeof *samples);
}
long CFArrayGetCount(Samples *samples) { return samples->count; }
void *CFArrayGetValueAtIndex(Samples *samples, long index) { return &samples->channels[index]; }
void CFRelease(void *object) { live--; free(object); }

void *IOReportCopyChannelsInGroup(Text *group, void *subgroup, uint64_t a, uint64_t b, uint64_t c) {
  (void)subgroup, (void)a, (void)b, (void)c;
  if (has("no-channels") || strcmp(group->text, "Energy Model") != 0) return NULL;
  live++;
  return calloc(1, sizeof(Samples));
}
void *IOReportCreateSubscription(void *a, void *channels, void **subscribed, uint64_t b, void *c) {
  (void)a, (void)b, (void)c;
  if (channels == NULL) return NULL;
  live++;
  *subscribed = calloc(1, 8);
  return calloc(1, 8);
}
void *IOReportCreateSamples(void *subscription, void *subscribed, void *a) {
  (void)a;
  if (subscription == NULL || subscribed == NULL) return NULL;
  Samples *samples = calloc(1, sizeof *samples);
  live++;
  fill(samples);
  return samples;
}
void *IOReportChannelGetChannelName(Channel *channel) { return &channel->name; }
void *IOReportChannelGetUnitLabel(Channel *channel) { return &channel->unit; }
int64_t IOReportSimpleGetIntegerValue(Channel *channel, int32_t a) { (void)a; return channel->value; }
