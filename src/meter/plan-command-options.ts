import { Option, type Command } from 'commander';
import { most } from '../energy/plan-bounds';
import { hoursCount, integerBetween, numberBetween, tokenCount } from './arguments';

const count = integerBetween(1, Number.MAX_SAFE_INTEGER, '');

/** How a model is trained, on the commands that make estimates; the hardware and the place are each command's own. */
export const addPlanOptions = (command: Command): Command =>
  command
    .option('--plan <file>', 'a training plan (Trainer, Axolotl, DeepSpeed, ...) for the model of the file')
    .addOption(new Option('--seq <n>', 'sequence length').argParser(count))
    .addOption(new Option('--batch <n>', 'sequences that one device trains on at once').argParser(count))
    .addOption(new Option('--served-batch <n>', 'sequences that are decoded at once').argParser(count))
    .addOption(new Option('--tokens <n>', 'tokens trained on, such as 300M or 1.5B').argParser(tokenCount))
    .addOption(new Option('--gpus <n>', 'how many').argParser(integerBetween(1, most.gpus, '')))
    .option('--dtype <name>', 'the precision')
    .addOption(new Option('--steps <n>', 'optimizer steps').argParser(count))
    .addOption(new Option('--epochs <n>', 'passes over the data set').argParser(numberBetween(0, 1e6, '')))
    .addOption(new Option('--dataset-tokens <n>', 'tokens of the data set').argParser(tokenCount))
    .addOption(new Option('--gradient-accumulation <n>', 'batches summed in a step').argParser(count))
    .addOption(new Option('--micro-batches <n>', 'batches in flight through a pipeline').argParser(count))
    .option('--optimizer <name>', 'adamw, adamw8bit, adafactor, lion, muon or sgd')
    .addOption(new Option('--zero-stage <n>', 'sharding: 0 to 3 (FSDP)').argParser(integerBetween(0, 3, '')))
    .addOption(new Option('--data-parallel <n>', 'copies of the model').argParser(count))
    .addOption(new Option('--tensor-parallel <n>', 'devices that share each matrix').argParser(count))
    .addOption(new Option('--pipeline-parallel <n>', 'devices that share the layers').argParser(count))
    .addOption(new Option('--expert-parallel <n>', 'devices that share the experts').argParser(count))
    .addOption(new Option('--context-parallel <n>', 'devices that share a sequence').argParser(count))
    .option('--recompute <name>', 'none, attention, selective or full')
    .option('--convention <name>', 'physical, or tdp: hours times the power limit')
    .addOption(new Option('--gpu-hours <h>', 'device-hours, where they are known').argParser(hoursCount))
    .option('--runs <dir>', 'a folder of past runs, which calibrate the estimate')
    .addOption(
      new Option('--pue <factor>', 'power usage effectiveness of the data centre').argParser(
        numberBetween(1, 10, ''),
      ),
    );

/** How long hardware lives and works, for its embodied emissions. */
export const addHardwareLifeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--hardware-life <years>',
        'years that the hardware is kept, for its embodied emissions (else 3 to 6)',
      ).argParser(numberBetween(0.1, 30, 'years')),
    )
    .addOption(
      new Option(
        '--hardware-use <percent>',
        'part of those years in which the hardware works (else 50 to 85 %)',
      ).argParser(numberBetween(0.1, 100, '%')),
    );
