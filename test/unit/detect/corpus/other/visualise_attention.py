import torch, matplotlib.pyplot as plt
from transformers import BertModel, BertTokenizer
t = BertTokenizer.from_pretrained('bert-base-uncased'); m = BertModel.from_pretrained('bert-base-uncased', output_attentions=True)
i = t("The cat sat", return_tensors='pt')
with torch.no_grad():
    a = m(**i).attentions
plt.imshow(a[-1][0, 0]); plt.show()
