/**
 * Image models by the names that timm and torchvision build them by: name, the library's type, its keys with their values. Each has the
 * parameters and products that PyTorch counts of the model built by that name (test/unit/model/image-models.json, which
 * scripts/truth/image-models.py writes).
 */
export const imageModelsTable = `
# width layers heads hidden image patch
@ hidden_size num_hidden_layers num_attention_heads intermediate_size image_size patch_size
vit_tiny_patch16_224, deit_tiny_patch16_224 | vit | 192 12 3 768 224 16
vit_small_patch16_224, deit_small_patch16_224 | vit | 384 12 6 1536 224 16
vit_small_patch32_224 | vit | 384 12 6 1536 224 32
vit_base_patch16_224, deit_base_patch16_224, vit_b_16 | vit | 768 12 12 3072 224 16
vit_base_patch32_224, vit_b_32 | vit | 768 12 12 3072 224 32
vit_base_patch8_224 | vit | 768 12 12 3072 224 8
vit_base_patch16_384, deit_base_patch16_384 | vit | 768 12 12 3072 384 16
vit_base_patch32_384 | vit | 768 12 12 3072 384 32
vit_small_patch16_384 | vit | 384 12 6 1536 384 16
vit_tiny_patch16_384 | vit | 192 12 3 768 384 16
vit_large_patch16_224, vit_l_16 | vit | 1024 24 16 4096 224 16
vit_large_patch16_384 | vit | 1024 24 16 4096 384 16
vit_large_patch32_384 | vit | 1024 24 16 4096 384 32
vit_l_32 | vit | 1024 24 16 4096 224 32
vit_h_14 | vit | 1280 32 16 5120 224 14
deit_tiny_distilled_patch16_224 | deit | 192 12 3 768 224 16 architectures=["DeiTForImageClassificationWithTeacher"]
deit_small_distilled_patch16_224 | deit | 384 12 6 1536 224 16 architectures=["DeiTForImageClassificationWithTeacher"]
deit_base_distilled_patch16_224 | deit | 768 12 12 3072 224 16 architectures=["DeiTForImageClassificationWithTeacher"]
beit_base_patch16_224, beitv2_base_patch16_224 | beit | 768 12 12 3072 224 16 use_relative_position_bias=true layer_scale_init_value=0.1
beit_large_patch16_224, beitv2_large_patch16_224 | beit | 1024 24 16 4096 224 16 use_relative_position_bias=true layer_scale_init_value=0.1
# width layers heads image window
@ embed_dim depths num_heads image_size window_size
swin_tiny_patch4_window7_224, swin_t | swin | 96 [2,2,6,2] [3,6,12,24] 224 7
swin_small_patch4_window7_224, swin_s | swin | 96 [2,2,18,2] [3,6,12,24] 224 7
swin_base_patch4_window7_224, swin_b | swin | 128 [2,2,18,2] [4,8,16,32] 224 7
swin_base_patch4_window12_384 | swin | 128 [2,2,18,2] [4,8,16,32] 384 12
swin_large_patch4_window7_224 | swin | 192 [2,2,18,2] [6,12,24,48] 224 7
swin_large_patch4_window12_384 | swin | 192 [2,2,18,2] [6,12,24,48] 384 12
swinv2_tiny_window8_256 | swinv2 | 96 [2,2,6,2] [3,6,12,24] 256 8
swinv2_tiny_window16_256 | swinv2 | 96 [2,2,6,2] [3,6,12,24] 256 16
swinv2_small_window8_256 | swinv2 | 96 [2,2,18,2] [3,6,12,24] 256 8
swinv2_small_window16_256 | swinv2 | 96 [2,2,18,2] [3,6,12,24] 256 16
swinv2_base_window8_256 | swinv2 | 128 [2,2,18,2] [4,8,16,32] 256 8
swinv2_base_window16_256 | swinv2 | 128 [2,2,18,2] [4,8,16,32] 256 16
# widths layers
@ hidden_sizes depths
convnext_tiny | convnext | [96,192,384,768] [3,3,9,3]
convnext_small | convnext | [96,192,384,768] [3,3,27,3]
convnext_base | convnext | [128,256,512,1024] [3,3,27,3]
convnext_large | convnext | [192,384,768,1536] [3,3,27,3]
convnext_xlarge | convnext | [256,512,1024,2048] [3,3,27,3]
convnextv2_atto | convnextv2 | [40,80,160,320] [2,2,6,2]
convnextv2_femto | convnextv2 | [48,96,192,384] [2,2,6,2]
convnextv2_pico | convnextv2 | [64,128,256,512] [2,2,6,2]
convnextv2_nano | convnextv2 | [80,160,320,640] [2,2,8,2]
convnextv2_tiny | convnextv2 | [96,192,384,768] [3,3,9,3]
convnextv2_base | convnextv2 | [128,256,512,1024] [3,3,27,3]
convnextv2_large | convnextv2 | [192,384,768,1536] [3,3,27,3]
convnextv2_huge | convnextv2 | [352,704,1408,2816] [3,3,27,3] image_size=384
resnet18 | resnet | [64,128,256,512] [2,2,2,2] layer_type=basic
resnet34 | resnet | [64,128,256,512] [3,4,6,3] layer_type=basic
resnet26 | resnet | [256,512,1024,2048] [2,2,2,2]
resnet50 | resnet | [256,512,1024,2048] [3,4,6,3]
resnet101 | resnet | [256,512,1024,2048] [3,4,23,3]
resnet152 | resnet | [256,512,1024,2048] [3,8,36,3]
resnetv2_50x1_bit | bit | [256,512,1024,2048] [3,4,6,3]
regnetx_002 | regnet | [24,56,152,368] [1,1,4,7] groups_width=8 layer_type=x
regnety_002 | regnet | [24,56,152,368] [1,1,4,7] groups_width=8
regnety_016 | regnet | [48,120,336,888] [2,6,17,2] groups_width=24
regnety_032 | regnet | [72,216,576,1512] [2,5,13,1] groups_width=24
regnety_040 | regnet | [128,192,512,1088] [2,6,12,2] groups_width=64
regnety_080 | regnet | [168,448,896,2016] [2,4,10,1] groups_width=56
regnety_160 | regnet | [224,448,1232,3024] [2,4,11,1] groups_width=112
pvt_v2_b0 | pvt_v2 | [32,64,160,256] [2,2,2,2]
pvt_v2_b2 | pvt_v2 | [64,128,320,512] [3,4,6,3] mlp_ratios=[8,8,4,4]
poolformer_s12 | poolformer | [64,128,320,512] [2,2,6,2]
poolformer_s24 | poolformer | [64,128,320,512] [4,4,12,4]
# of width and depth by EfficientNet's and MobileNet's own factors
@ width_coefficient depth_coefficient image_size hidden_dim
efficientnet_b0, tf_efficientnet_b0 | efficientnet | 1.0 1.0 224 1280
efficientnet_b2 | efficientnet | 1.1 1.2 256 1408
efficientnet_b4 | efficientnet | 1.4 1.8 320 1792
mobilenetv2_100, mobilenet_v2 | mobilenet_v2 | 0 0 0 0 depth_multiplier=1.0
mobilevit_s | mobilevit | 0 0 256 0
mobilevit_xs | mobilevit | 0 0 256 0 hidden_sizes=[96,120,144] neck_hidden_sizes=[16,32,48,64,80,96,384]
mobilevit_xxs | mobilevit | 0 0 256 0 hidden_sizes=[64,80,96] neck_hidden_sizes=[16,16,24,48,64,80,320] expand_ratio=2
mobilevitv2_100 | mobilevitv2 | 0 0 256 0
focalnet_tiny_srf | focalnet | 0 0 224 0
hiera_tiny_224 | hiera | 0 0 0 0 depths=[1,2,7,2]
hiera_small_224 | hiera | 0 0 0 0 depths=[1,2,11,2]
hiera_base_224 | hiera | 0 0 0 0 depths=[2,3,16,3]
`;
