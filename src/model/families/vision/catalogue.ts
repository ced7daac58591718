import type { Family } from '../family';
import { beit, internVision } from './beit';
import { convnext } from './convnext';
import { dinov2, dinov3 } from './dino';
import { efficientnet } from './efficientnet';
import { hiera } from './hiera';
import { levit } from './levit';
import { llama4Vision, mllamaVision } from './llama-vision';
import { mobilenetV1 } from './mobilenet';
import { mobilenetV2 } from './mobilenet-v2';
import { aimv2Vision, pixtralVision } from './pixtral';
import { mobilevit } from './mobilevit';
import { poolformer } from './poolformer';
import { regnet } from './regnet';
import { resnet } from './resnet';
import { segformer } from './segformer';
import { siglip2Vision } from './siglip2';
import { swin } from './swin';
import { textTowers } from './text-towers';
import { imageTowers } from './towers';
import { timesformer, videomae, videoprism, vivit } from './video';
import { vit } from './vit';
import { vitMae } from './vit-mae';
import { yolos } from './yolos';
import { bit } from './bit';
import { cvt } from './cvt';
import { focalnet } from './focalnet';
import { hgnet } from './hgnet';
import { lcnet } from './lcnet';
import { mobilevitV2 } from './mobilevit-v2';
import { textnet } from './textnet';
import { swiftformer } from './swiftformer';
import { uvdoc } from './uvdoc';
import { lwDetrVit, rfDetrDinov2, vitdet } from './windowed';
import { swin2sr } from './swin2sr';
import { sapiens } from './sapiens';
import { detr } from './detr';
import { conditionalDetr, dabDetr } from './conditional-detr';
import { deformableDetr } from './deformable-detr';
import { depthPro } from './depth-pro';
import { dpt } from './dpt';

/** Image and video models. */
export const vision: readonly Family[] = [
  vit,
  imageTowers,
  textTowers,
  siglip2Vision,
  pixtralVision,
  aimv2Vision,
  mllamaVision,
  llama4Vision,
  dinov2,
  dinov3,
  beit,
  internVision,
  vivit,
  videomae,
  timesformer,
  vitMae,
  yolos,
  swin,
  convnext,
  resnet,
  regnet,
  poolformer,
  segformer,
  mobilenetV1,
  mobilenetV2,
  mobilevit,
  efficientnet,
  hiera,
  levit,
  bit,
  cvt,
  focalnet,
  hgnet,
  lcnet,
  mobilevitV2,
  textnet,
  swiftformer,
  uvdoc,
  lwDetrVit,
  rfDetrDinov2,
  vitdet,
  videoprism,
  swin2sr,
  sapiens,
  detr,
  conditionalDetr,
  dabDetr,
  deformableDetr,
  dpt,
  depthPro,
];
