/**
 * Encoders, encoder-decoders and models of images and sound: as in known-models-table.ts. Each is held to the tensors of its
 * published checkpoint (PaddlePaddle/GraphNet lists their shapes, keras-team/keras-hub and galilai-group/stable-pretraining their sums) or to the size its
 * authors name.
 */
export const knownEncodersTable = `
# width layers heads hidden vocabulary context
@ hidden_size num_hidden_layers num_attention_heads intermediate_size vocab_size max_position_embeddings
google-bert/bert-base-chinese, hfl/chinese-roberta-wwm-ext, hfl/chinese-bert-wwm-ext, BAAI/bge-base-zh-v1.5, BAAI/bge-base-zh | bert | 768 12 12 3072 21128 512
hfl/chinese-macbert-large, BAAI/bge-large-zh-v1.5, BAAI/bge-large-zh | bert | 1024 24 16 4096 21128 512
BAAI/bge-small-zh-v1.5, BAAI/bge-small-zh | bert | 512 4 8 2048 21128 512
google-bert/bert-large-cased | bert | 1024 24 16 4096 28996 512
google-bert/bert-base-multilingual-uncased, nlptown/bert-base-multilingual-uncased-sentiment | bert | 768 12 12 3072 105879 512
klue/bert-base | bert | 768 12 12 3072 32000 512
mixedbread-ai/mxbai-embed-large-v1, WhereIsAI/UAE-Large-V1 | bert | 1024 24 16 4096 30522 512
sentence-transformers/LaBSE | bert | 768 12 12 3072 501153 512
intfloat/multilingual-e5-small, sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2 | bert | 384 12 12 1536 250037 512
sentence-transformers/paraphrase-MiniLM-L3-v2 | bert | 384 3 12 1536 30522 512
nreimers/MiniLM-L6-H384-uncased, sentence-transformers/all-MiniLM-L6-v1, sentence-transformers/paraphrase-MiniLM-L6-v2, sentence-transformers/multi-qa-MiniLM-L6-cos-v1, cross-encoder/ms-marco-MiniLM-L6-v2 | bert | 384 6 12 1536 30522 512
sentence-transformers/all-MiniLM-L12-v1, sentence-transformers/paraphrase-MiniLM-L12-v2, cross-encoder/ms-marco-MiniLM-L12-v2 | bert | 384 12 12 1536 30522 512
cross-encoder/ms-marco-MiniLM-L4-v2 | bert | 384 4 12 1536 30522 512
cross-encoder/ms-marco-MiniLM-L2-v2 | bert | 384 2 12 1536 30522 512
google/bert_uncased_L-2_H-128_A-2, prajjwal1/bert-tiny, cross-encoder/ms-marco-TinyBERT-L2-v2 | bert | 128 2 2 512 30522 512
google/bert_uncased_L-4_H-256_A-4 | bert | 256 4 4 1024 30522 512
google/bert_uncased_L-4_H-512_A-8 | bert | 512 4 8 2048 30522 512
google/bert_uncased_L-8_H-512_A-8 | bert | 512 8 8 2048 30522 512
google/bert_uncased_L-6_H-768_A-12 | bert | 768 6 12 3072 30522 512
klue/roberta-base | roberta | 768 12 12 3072 32000 514 type_vocab_size=1
sentence-transformers/all-distilroberta-v1 | roberta | 768 6 12 3072 50265 514 type_vocab_size=1
intfloat/multilingual-e5-base, BAAI/bge-reranker-base, sentence-transformers/paraphrase-multilingual-mpnet-base-v2 | xlm-roberta | 768 12 12 3072 250002 514 type_vocab_size=1
intfloat/multilingual-e5-large, BAAI/bge-reranker-large | xlm-roberta | 1024 24 16 4096 250002 514 type_vocab_size=1
BAAI/bge-m3, BAAI/bge-reranker-v2-m3, Snowflake/snowflake-arctic-embed-l-v2.0 | xlm-roberta | 1024 24 16 4096 250002 8194 type_vocab_size=1
almanach/camembert-base, camembert-base | camembert | 768 12 12 3072 32005 514 type_vocab_size=1
microsoft/mpnet-base | mpnet | 768 12 12 3072 30527 514
microsoft/layoutlm-base-uncased | layoutlm | 768 12 12 3072 30522 512
google/fnet-base | fnet | 768 12 0 3072 32000 512
google/rembert | rembert | 1152 32 18 4608 250300 512 input_embedding_size=256 output_embedding_size=1664
microsoft/deberta-v3-xsmall | deberta-v2 | 384 12 6 1536 128100 512 type_vocab_size=0 relative_attention=true position_buckets=256 norm_rel_ebd=layer_norm share_att_key=true pos_att_type=["p2c","c2p"] position_biased_input=false
microsoft/deberta-v3-small | deberta-v2 | 768 6 12 3072 128100 512 type_vocab_size=0 relative_attention=true position_buckets=256 norm_rel_ebd=layer_norm share_att_key=true pos_att_type=["p2c","c2p"] position_biased_input=false
microsoft/deberta-v3-large | deberta-v2 | 1024 24 16 4096 128100 512 type_vocab_size=0 relative_attention=true position_buckets=256 norm_rel_ebd=layer_norm share_att_key=true pos_att_type=["p2c","c2p"] position_biased_input=false
microsoft/mdeberta-v3-base | deberta-v2 | 768 12 12 3072 251000 512 type_vocab_size=0 relative_attention=true position_buckets=256 norm_rel_ebd=layer_norm share_att_key=true pos_att_type=["p2c","c2p"] position_biased_input=false
facebook/esm2_t6_8M_UR50D | esm | 320 6 20 1280 33 1026 position_embedding_type=rotary emb_layer_norm_before=false token_dropout=true
facebook/esm2_t12_35M_UR50D | esm | 480 12 20 1920 33 1026 position_embedding_type=rotary emb_layer_norm_before=false token_dropout=true
facebook/esm2_t30_150M_UR50D | esm | 640 30 20 2560 33 1026 position_embedding_type=rotary emb_layer_norm_before=false token_dropout=true
facebook/esm2_t33_650M_UR50D | esm | 1280 33 20 5120 33 1026 position_embedding_type=rotary emb_layer_norm_before=false token_dropout=true
# width layers heads hidden embedding
@ hidden_size num_hidden_layers num_attention_heads intermediate_size embedding_size
albert/albert-base-v1 | albert | 768 12 12 3072 128 vocab_size=30000
albert/albert-large-v2, albert/albert-large-v1 | albert | 1024 24 16 4096 128 vocab_size=30000
albert/albert-xlarge-v2, albert/albert-xlarge-v1 | albert | 2048 24 16 8192 128 vocab_size=30000
albert/albert-xxlarge-v2, albert/albert-xxlarge-v1 | albert | 4096 12 64 16384 128 vocab_size=30000
google/electra-large-discriminator | electra | 1024 24 16 4096 1024
google/electra-base-generator | electra | 256 12 4 1024 768
distilbert/distilbert-base-cased | distilbert | 0 0 0 0 0 dim=768 n_layers=6 n_heads=12 hidden_dim=3072 vocab_size=28996
distilbert/distilbert-base-multilingual-cased, medicalai/ClinicalBERT | distilbert | 0 0 0 0 0 dim=768 n_layers=6 n_heads=12 hidden_dim=3072 vocab_size=119547
# width layers heads keyWidth hidden
@ d_model num_layers num_heads d_kv d_ff
google/t5-v1_1-base | t5 | 768 12 12 64 2048 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/t5-v1_1-small, google/t5-small-lm-adapt | t5 | 512 8 6 64 1024 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/t5-v1_1-large, google/t5-large-lm-adapt | t5 | 1024 24 16 64 2816 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/t5-v1_1-xl, google/t5-xl-lm-adapt, bigscience/T0_3B | t5 | 2048 24 32 64 5120 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/t5-v1_1-xxl, google/t5-xxl-lm-adapt, bigscience/T0pp, bigscience/T0 | t5 | 4096 24 64 64 10240 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/mt5-xxl, bigscience/mt0-xxl | mt5 | 4096 24 64 64 10240 vocab_size=250112 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/byt5-small | t5 | 1472 12 6 64 3584 num_decoder_layers=4 vocab_size=384 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/byt5-base | t5 | 1536 18 12 64 3968 num_decoder_layers=6 vocab_size=384 feed_forward_proj=gated-gelu tie_word_embeddings=false
Salesforce/codet5-small | t5 | 512 6 8 64 2048 vocab_size=32100
Salesforce/codet5-large, Salesforce/codet5p-770m | t5 | 1024 24 16 64 4096 vocab_size=32100
# width layers layers heads heads hidden hidden
@ d_model encoder_layers decoder_layers encoder_attention_heads decoder_attention_heads encoder_ffn_dim decoder_ffn_dim
openai/whisper-tiny.en | whisper | 384 4 4 6 6 1536 1536 vocab_size=51864
openai/whisper-base.en | whisper | 512 6 6 8 8 2048 2048 vocab_size=51864
openai/whisper-small.en | whisper | 768 12 12 12 12 3072 3072 vocab_size=51864
openai/whisper-medium.en | whisper | 1024 24 24 16 16 4096 4096 vocab_size=51864
distil-whisper/distil-small.en | whisper | 768 12 4 12 12 3072 3072 vocab_size=51864
distil-whisper/distil-medium.en | whisper | 1024 24 2 16 16 4096 4096 vocab_size=51864
distil-whisper/distil-large-v2 | whisper | 1280 32 2 20 20 5120 5120 vocab_size=51865
distil-whisper/distil-large-v3, distil-whisper/distil-large-v3.5 | whisper | 1280 32 2 20 20 5120 5120 vocab_size=51866 num_mel_bins=128
google/pegasus-cnn_dailymail | pegasus | 1024 16 16 16 16 4096 4096 vocab_size=96103 max_position_embeddings=1024
facebook/nllb-200-3.3B | m2m_100 | 2048 24 24 16 16 8192 8192 vocab_size=256206
facebook/nllb-200-distilled-1.3B | m2m_100 | 1024 24 24 16 16 8192 8192 vocab_size=256206
facebook/m2m100_1.2B | m2m_100 | 1024 24 24 16 16 8192 8192 vocab_size=128112
# of images: width layers heads hidden size patch
@ hidden_size num_hidden_layers num_attention_heads intermediate_size image_size patch_size
google/vit-base-patch16-384 | vit | 768 12 12 3072 384 16 num_labels=1000
google/vit-base-patch32-224-in21k | vit | 768 12 12 3072 224 32
google/vit-base-patch32-384 | vit | 768 12 12 3072 384 32 num_labels=1000
google/vit-large-patch16-384 | vit | 1024 24 16 4096 384 16 num_labels=1000
google/vit-large-patch32-224-in21k | vit | 1024 24 16 4096 224 32
google/vit-large-patch32-384 | vit | 1024 24 16 4096 384 32 num_labels=1000
WinKawaks/vit-tiny-patch16-224 | vit | 192 12 3 768 224 16 num_labels=1000
facebook/deit-tiny-patch16-224 | vit | 192 12 3 768 224 16 num_labels=1000
facebook/deit-small-patch16-224 | vit | 384 12 6 1536 224 16 num_labels=1000
facebook/dino-vits16 | vit | 384 12 6 1536 224 16
facebook/dino-vits8 | vit | 384 12 6 1536 224 8
facebook/dino-vitb16 | vit | 768 12 12 3072 224 16
facebook/dino-vitb8 | vit | 768 12 12 3072 224 8
facebook/deit-base-distilled-patch16-384 | deit | 768 12 12 3072 384 16
facebook/deit-base-distilled-patch16-224 | deit | 768 12 12 3072 224 16
facebook/deit-small-distilled-patch16-224 | deit | 384 12 6 1536 224 16
facebook/deit-tiny-distilled-patch16-224 | deit | 192 12 3 768 224 16
facebook/vit-msn-small | vit_msn | 384 12 6 1536 224 16
facebook/vit-msn-base | vit_msn | 768 12 12 3072 224 16
facebook/vit-msn-large | vit_msn | 1024 24 16 4096 224 16
facebook/dinov2-giant | dinov2 | 1536 40 24 0 518 14 use_swiglu_ffn=true
facebook/dinov2-with-registers-small | dinov2_with_registers | 384 12 6 0 518 14
facebook/dinov2-with-registers-base | dinov2_with_registers | 768 12 12 0 518 14
facebook/dinov2-with-registers-large | dinov2_with_registers | 1024 24 16 0 518 14
microsoft/beit-base-patch16-224-pt22k-ft22k, microsoft/beit-base-patch16-224 | beit | 768 12 12 3072 224 16 use_relative_position_bias=true layer_scale_init_value=0.1
microsoft/beit-large-patch16-224 | beit | 1024 24 16 4096 224 16 use_relative_position_bias=true layer_scale_init_value=0.1
hustvl/yolos-small | yolos | 384 12 6 1536 [512,864] 16 num_detection_tokens=100
hustvl/yolos-tiny | yolos | 192 12 3 768 [800,1333] 16 num_detection_tokens=100 use_mid_position_embeddings=false
MCG-NJU/videomae-large | videomae | 1024 24 16 4096 224 16 decoder_num_hidden_layers=12 decoder_hidden_size=512 decoder_num_attention_heads=8 decoder_intermediate_size=2048
# of images: widths depths heads
@ embed_dim depths num_heads
microsoft/swin-small-patch4-window7-224 | swin | 96 [2,2,18,2] [3,6,12,24] num_labels=1000
microsoft/swin-base-patch4-window7-224, microsoft/swin-base-patch4-window7-224-in22k | swin | 128 [2,2,18,2] [4,8,16,32]
microsoft/swin-base-patch4-window12-384, microsoft/swin-base-patch4-window12-384-in22k | swin | 128 [2,2,18,2] [4,8,16,32] image_size=384 window_size=12
microsoft/swin-large-patch4-window7-224, microsoft/swin-large-patch4-window7-224-in22k | swin | 192 [2,2,18,2] [6,12,24,48]
microsoft/swin-large-patch4-window12-384, microsoft/swin-large-patch4-window12-384-in22k | swin | 192 [2,2,18,2] [6,12,24,48] image_size=384 window_size=12
microsoft/swinv2-tiny-patch4-window8-256 | swinv2 | 96 [2,2,6,2] [3,6,12,24] image_size=256 window_size=8 num_labels=1000
microsoft/swinv2-tiny-patch4-window16-256 | swinv2 | 96 [2,2,6,2] [3,6,12,24] image_size=256 window_size=16 num_labels=1000
microsoft/swinv2-small-patch4-window8-256 | swinv2 | 96 [2,2,18,2] [3,6,12,24] image_size=256 window_size=8 num_labels=1000
microsoft/swinv2-small-patch4-window16-256 | swinv2 | 96 [2,2,18,2] [3,6,12,24] image_size=256 window_size=16 num_labels=1000
microsoft/swinv2-base-patch4-window8-256 | swinv2 | 128 [2,2,18,2] [4,8,16,32] image_size=256 window_size=8 num_labels=1000
microsoft/swinv2-base-patch4-window16-256 | swinv2 | 128 [2,2,18,2] [4,8,16,32] image_size=256 window_size=16 num_labels=1000
# of images: widths depths
@ hidden_sizes depths
facebook/convnext-tiny-224 | convnext | [96,192,384,768] [3,3,9,3] num_labels=1000
facebook/convnextv2-atto-1k-224 | convnextv2 | [40,80,160,320] [2,2,6,2] num_labels=1000
facebook/convnextv2-femto-1k-224 | convnextv2 | [48,96,192,384] [2,2,6,2] num_labels=1000
facebook/convnextv2-pico-1k-224 | convnextv2 | [64,128,256,512] [2,2,6,2] num_labels=1000
facebook/convnextv2-nano-1k-224, facebook/convnextv2-nano-22k-224 | convnextv2 | [80,160,320,640] [2,2,8,2] num_labels=1000
facebook/convnextv2-tiny-1k-224, facebook/convnextv2-tiny-22k-224 | convnextv2 | [96,192,384,768] [3,3,9,3] num_labels=1000
facebook/convnextv2-base-1k-224, facebook/convnextv2-base-22k-224 | convnextv2 | [128,256,512,1024] [3,3,27,3] num_labels=1000
facebook/convnextv2-large-1k-224, facebook/convnextv2-large-22k-224 | convnextv2 | [192,384,768,1536] [3,3,27,3] num_labels=1000
facebook/convnextv2-huge-1k-224 | convnextv2 | [352,704,1408,2816] [3,3,27,3] num_labels=1000
facebook/regnet-y-040 | regnet | [128,192,512,1088] [2,6,12,2] groups_width=64 num_labels=1000
facebook/regnet-y-160 | regnet | [224,448,1232,3024] [2,4,11,1] groups_width=112 num_labels=1000
facebook/regnet-y-320 | regnet | [232,696,1392,3712] [2,5,12,1] groups_width=232 num_labels=1000
facebook/convnext-small-224 | convnext | [96,192,384,768] [3,3,27,3] num_labels=1000
facebook/convnext-base-224, facebook/convnext-base-384, facebook/convnext-base-384-22k-1k | convnext | [128,256,512,1024] [3,3,27,3] num_labels=1000
facebook/convnext-large-224, facebook/convnext-large-224-22k-1k | convnext | [192,384,768,1536] [3,3,27,3] num_labels=1000
facebook/convnext-xlarge-224-22k-1k | convnext | [256,512,1024,2048] [3,3,27,3] num_labels=1000
microsoft/resnet-18 | resnet | [64,128,256,512] [2,2,2,2] layer_type=basic num_labels=1000
microsoft/resnet-34 | resnet | [64,128,256,512] [3,4,6,3] layer_type=basic num_labels=1000
microsoft/resnet-50 | resnet | [256,512,1024,2048] [3,4,6,3] num_labels=1000
microsoft/resnet-101 | resnet | [256,512,1024,2048] [3,4,23,3] num_labels=1000
microsoft/resnet-152 | resnet | [256,512,1024,2048] [3,8,36,3] num_labels=1000
nvidia/mit-b0 | segformer | [32,64,160,256] [2,2,2,2] num_labels=1000
nvidia/mit-b1 | segformer | [64,128,320,512] [2,2,2,2] num_labels=1000
nvidia/mit-b2 | segformer | [64,128,320,512] [3,4,6,3] num_labels=1000
nvidia/mit-b3 | segformer | [64,128,320,512] [3,4,18,3] num_labels=1000
nvidia/mit-b4 | segformer | [64,128,320,512] [3,8,27,3] num_labels=1000
nvidia/mit-b5 | segformer | [64,128,320,512] [3,6,40,3] num_labels=1000
# of texts and images: width layers heads hidden of both, and the size of the image
@ text_config.hidden_size text_config.num_hidden_layers text_config.num_attention_heads text_config.intermediate_size vision_config.hidden_size vision_config.num_hidden_layers vision_config.num_attention_heads vision_config.intermediate_size vision_config.image_size vision_config.patch_size
facebook/metaclip-b32-400m, laion/CLIP-ViT-B-32-laion2B-s34B-b79K | clip | 512 12 8 2048 768 12 12 3072 224 32 projection_dim=512
facebook/metaclip-b16-400m | clip | 512 12 8 2048 768 12 12 3072 224 16 projection_dim=512
laion/CLIP-ViT-L-14-laion2B-s32B-b82K | clip | 768 12 12 3072 1024 24 16 4096 224 14 projection_dim=768
openai/clip-vit-large-patch14-336 | clip | 768 12 12 3072 1024 24 16 4096 336 14 projection_dim=768
laion/CLIP-ViT-H-14-laion2B-s32B-b79K | clip | 1024 24 16 4096 1280 32 16 5120 224 14 projection_dim=1024
laion/CLIP-ViT-g-14-laion2B-s12B-b42K | clip | 1024 24 16 4096 1408 40 16 6144 224 14 projection_dim=1024
laion/CLIP-ViT-bigG-14-laion2B-39B-b160k | clip | 1280 32 20 5120 1664 48 16 8192 224 14 projection_dim=1280
google/siglip-base-patch16-256 | siglip | 768 12 12 3072 768 12 12 3072 256 16
google/siglip-base-patch16-384 | siglip | 768 12 12 3072 768 12 12 3072 384 16
google/siglip-base-patch16-512 | siglip | 768 12 12 3072 768 12 12 3072 512 16
google/siglip-large-patch16-256 | siglip | 1024 24 16 4096 1024 24 16 4096 256 16
google/siglip-large-patch16-384 | siglip | 1024 24 16 4096 1024 24 16 4096 384 16
google/siglip-so400m-patch14-384 | siglip | 1152 27 16 4304 1152 27 16 4304 384 14
google/siglip-so400m-patch16-256-i18n | siglip | 1152 27 16 4304 1152 27 16 4304 256 16 text_config.vocab_size=250000
google/siglip2-base-patch16-224 | siglip | 768 12 12 3072 768 12 12 3072 224 16 text_config.vocab_size=256000
google/siglip2-base-patch16-256 | siglip | 768 12 12 3072 768 12 12 3072 256 16 text_config.vocab_size=256000
google/siglip2-base-patch32-256 | siglip | 768 12 12 3072 768 12 12 3072 256 32 text_config.vocab_size=256000
google/siglip2-base-patch16-384 | siglip | 768 12 12 3072 768 12 12 3072 384 16 text_config.vocab_size=256000
google/siglip2-base-patch16-512 | siglip | 768 12 12 3072 768 12 12 3072 512 16 text_config.vocab_size=256000
google/siglip2-large-patch16-256 | siglip | 1024 24 16 4096 1024 24 16 4096 256 16 text_config.vocab_size=256000
google/siglip2-large-patch16-384 | siglip | 1024 24 16 4096 1024 24 16 4096 384 16 text_config.vocab_size=256000
google/siglip2-large-patch16-512 | siglip | 1024 24 16 4096 1024 24 16 4096 512 16 text_config.vocab_size=256000
google/siglip2-so400m-patch14-224 | siglip | 1152 27 16 4304 1152 27 16 4304 224 14 text_config.vocab_size=256000
google/siglip2-so400m-patch14-384 | siglip | 1152 27 16 4304 1152 27 16 4304 384 14 text_config.vocab_size=256000
google/siglip2-so400m-patch16-256 | siglip | 1152 27 16 4304 1152 27 16 4304 256 16 text_config.vocab_size=256000
google/siglip2-so400m-patch16-384 | siglip | 1152 27 16 4304 1152 27 16 4304 384 16 text_config.vocab_size=256000
google/siglip2-so400m-patch16-512 | siglip | 1152 27 16 4304 1152 27 16 4304 512 16 text_config.vocab_size=256000
google/siglip2-giant-opt-patch16-256 | siglip | 1152 27 16 4304 1536 40 16 6144 256 16 text_config.vocab_size=256000 text_config.projection_size=1536
google/siglip2-giant-opt-patch16-384 | siglip | 1152 27 16 4304 1536 40 16 6144 384 16 text_config.vocab_size=256000 text_config.projection_size=1536
# of sound: width layers heads hidden
@ hidden_size num_hidden_layers num_attention_heads intermediate_size
MIT/ast-finetuned-audioset-10-10-0.4593 | audio-spectrogram-transformer | 768 12 12 3072 num_labels=527
facebook/wav2vec2-large, facebook/wav2vec2-large-960h | wav2vec2 | 1024 24 16 4096
facebook/wav2vec2-large-960h-lv60-self, facebook/wav2vec2-large-960h-lv60, facebook/wav2vec2-large-robust, facebook/mms-300m | wav2vec2 | 1024 24 16 4096 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
facebook/wav2vec2-xls-r-1b, facebook/mms-1b | wav2vec2 | 1280 48 16 5120 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
facebook/wav2vec2-xls-r-2b | wav2vec2 | 1920 48 16 7680 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
facebook/hubert-large-ll60k, facebook/hubert-large-ls960-ft | hubert | 1024 24 16 4096 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
facebook/hubert-xlarge-ll60k, facebook/hubert-xlarge-ls960-ft | hubert | 1280 48 16 5120 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
microsoft/wavlm-base, microsoft/wavlm-base-plus | wavlm | 768 12 12 3072
microsoft/wavlm-large | wavlm | 1024 24 16 4096 feat_extract_norm=layer do_stable_layer_norm=true
UsefulSensors/moonshine-tiny | moonshine | 288 0 0 1152 encoder_num_hidden_layers=6 decoder_num_hidden_layers=6 encoder_num_attention_heads=8 decoder_num_attention_heads=8
UsefulSensors/moonshine-base | moonshine | 416 0 0 1664 encoder_num_hidden_layers=8 decoder_num_hidden_layers=8 encoder_num_attention_heads=8 decoder_num_attention_heads=8
# of images: by factors of width and depth
@ width_coefficient depth_coefficient image_size hidden_dim
google/efficientnet-b0 | efficientnet | 1.0 1.0 224 1280 num_labels=1000
google/efficientnet-b1 | efficientnet | 1.0 1.1 240 1280 num_labels=1000
google/efficientnet-b2 | efficientnet | 1.1 1.2 260 1408 num_labels=1000
google/efficientnet-b3 | efficientnet | 1.2 1.4 300 1536 num_labels=1000
google/efficientnet-b4 | efficientnet | 1.4 1.8 380 1792 num_labels=1000
google/efficientnet-b5 | efficientnet | 1.6 2.2 456 2048 num_labels=1000
google/efficientnet-b6 | efficientnet | 1.8 2.6 528 2304 num_labels=1000
google/efficientnet-b7 | efficientnet | 2.0 3.1 600 2560 num_labels=1000
apple/mobilevit-small | mobilevit | 0 0 256 0 num_labels=1000
apple/mobilevit-x-small | mobilevit | 0 0 256 0 num_labels=1000 hidden_sizes=[96,120,144] neck_hidden_sizes=[16,32,48,64,80,96,384]
apple/mobilevit-xx-small | mobilevit | 0 0 256 0 num_labels=1000 hidden_sizes=[64,80,96] neck_hidden_sizes=[16,16,24,48,64,80,320] expand_ratio=2
google/mobilenet_v2_1.0_224 | mobilenet_v2 | 0 0 224 0 depth_multiplier=1.0 num_labels=1001
facebook/levit-256 | levit | 0 0 224 0 hidden_sizes=[256,384,512] num_attention_heads=[4,6,8] key_dim=[32,32,32] num_labels=1000
`;
