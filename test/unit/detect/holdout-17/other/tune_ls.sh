tune ls
tune cp llama3_2/1B_full my.yaml
tune validate my.yaml
