// The least that measuring can take: reads energy and power of all GPUs at an even distance, and appends a line each time.
//   least MILLISECONDS FILE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { mostGpus = 16, totalEnergyField = 83, powerField = 186 };

/** nvmlFieldValue_t. */
struct field {
    uint32_t id, scope;
    int64_t timestamp, latency;
    uint32_t type, result;
    uint64_t value;
};

int main(int count, char **words) {
    void *library = count == 3 ? dlopen("libnvidia-ml.so.1", RTLD_LAZY) : NULL;
    if (library == NULL) return 1;
    int (*start)(void) = dlsym(library, "nvmlInit_v2");
    int (*count_gpus)(uint32_t *) = dlsym(library, "nvmlDeviceGetCount_v2");
    int (*find)(uint32_t, void **) = dlsym(library, "nvmlDeviceGetHandleByIndex_v2");
    int (*read_fields)(void *, int, struct field *) = dlsym(library, "nvmlDeviceGetFieldValues");
    uint32_t gpus = 0;
    void *handles[mostGpus];
    if (start() != 0 || count_gpus(&gpus) != 0 || gpus > mostGpus) return 1;
    for (uint32_t gpu = 0; gpu < gpus; gpu++)
        if (find(gpu, &handles[gpu]) != 0) return 1;
    int file = open(words[2], O_CREAT | O_WRONLY | O_APPEND, 0644);
    int64_t period = atoll(words[1]) * 1000000;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t begin = now.tv_sec * 1000000000LL + now.tv_nsec;
    for (int64_t next = begin + period;; next += period) {
        struct timespec at = {.tv_sec = next / 1000000000, .tv_nsec = next % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
        struct field fields[mostGpus][2];
        memset(fields, 0, sizeof fields);
        for (uint32_t gpu = 0; gpu < gpus; gpu++) {
            fields[gpu][0].id = totalEnergyField;
            fields[gpu][1].id = powerField;
            if (read_fields(handles[gpu], 2, fields[gpu]) != 0) return 1;
        }
        char line[64 + 64 * mostGpus];
        int length = sprintf(line, "{\"t\":%.6f,\"joules\":[", (double)(next - begin) / 1e9);
        for (uint32_t gpu = 0; gpu < gpus; gpu++)
            length += sprintf(line + length, "%s%.3f", gpu > 0 ? "," : "", (double)fields[gpu][0].value / 1000);
        length += sprintf(line + length, "],\"watts\":[");
        for (uint32_t gpu = 0; gpu < gpus; gpu++)
            length += sprintf(line + length, "%s%.3f", gpu > 0 ? "," : "", (double)(uint32_t)fields[gpu][1].value / 1000);
        length += sprintf(line + length, "]}\n");
        if (write(file, line, length) != length) return 1;
    }
}
