docker run -p 8501:8501 --mount type=bind,source=$PWD/models/trained,target=/models/m -e MODEL_NAME=m -t tensorflow/serving
