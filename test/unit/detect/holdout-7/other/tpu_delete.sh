#!/bin/bash
gcloud compute tpus tpu-vm delete train-v4 --zone=us-central2-b --quiet
gcloud compute tpus tpu-vm list --zone=us-central2-b
