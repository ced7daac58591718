# Train 3DGS for every museum object that was photographed today
$date = Get-Date -Format "yyyy-MM-dd"
$root = "F:\capture\$date"
conda activate gaussian_splatting
Set-Location C:\src\gaussian-splatting
foreach ($obj in Get-ChildItem $root -Directory) {
    $src = $obj.FullName
    $out = "F:\splats\$($obj.Name)"
    if (Test-Path "$out\point_cloud\iteration_30000") { Write-Host "skip $obj"; continue }
    if (-not (Test-Path "$src\sparse")) {
        python convert.py -s $src --resize
    }
    Write-Host "training $obj"
    python train.py -s $src -m $out --iterations 30000 --eval --densify_grad_threshold 0.00015 -r 2
    python render.py -m $out --skip_train
    python metrics.py -m $out
}
