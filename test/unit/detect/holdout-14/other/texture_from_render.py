import torch
from pytorch3d.io import load_objs_as_meshes, save_obj
from pytorch3d.renderer import (FoVPerspectiveCameras, MeshRasterizer, MeshRenderer, RasterizationSettings,
                                SoftPhongShader, TexturesVertex, look_at_view_transform)
from pytorch3d.loss import mesh_laplacian_smoothing
from views import load_views

device = torch.device("cuda:0")
mesh = load_objs_as_meshes(["sphere.obj"], device=device)
images, elev, azim = load_views("cow/", device)
R, T = look_at_view_transform(2.7, elev, azim)
cameras = FoVPerspectiveCameras(device=device, R=R, T=T)
renderer = MeshRenderer(MeshRasterizer(cameras, RasterizationSettings(image_size=128)), SoftPhongShader(device=device, cameras=cameras))

deform_verts = torch.zeros(mesh.verts_packed().shape, device=device, requires_grad=True)
vertex_colors = torch.full([1, mesh.verts_packed().shape[0], 3], 0.5, device=device, requires_grad=True)
optimizer = torch.optim.SGD([deform_verts, vertex_colors], lr=1.0, momentum=0.9)

for i in range(2000):
    optimizer.zero_grad()
    new = mesh.offset_verts(deform_verts)
    new.textures = TexturesVertex(verts_features=vertex_colors)
    rendered = renderer(new.extend(len(images)))[..., :3]
    loss = ((rendered - images) ** 2).mean() + 0.1 * mesh_laplacian_smoothing(new)
    loss.backward()
    optimizer.step()
    if i % 200 == 0:
        print(i, loss.item())
save_obj("fitted.obj", new.verts_packed(), new.faces_packed())
