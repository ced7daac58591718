from google.cloud import aiplatform

aiplatform.init(project="p", location="us-central1", staging_bucket="gs://b")
job = aiplatform.CustomContainerTrainingJob(display_name="train", container_uri="gcr.io/p/train:1")
job.submit(replica_count=1, machine_type="n1-standard-8", accelerator_type="NVIDIA_TESLA_T4", accelerator_count=1)
