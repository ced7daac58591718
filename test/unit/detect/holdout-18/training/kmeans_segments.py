import matplotlib.pyplot as plt
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.preprocessing import MinMaxScaler

df = pd.read_csv("Mall_Customers.csv")
X = MinMaxScaler().fit_transform(df[["Annual Income (k$)", "Spending Score (1-100)"]])
inertia = []
for k in range(1, 11):
    km = KMeans(n_clusters=k, n_init=10, random_state=42)
    km.fit(X)
    inertia.append(km.inertia_)
plt.plot(range(1, 11), inertia, "bx-")
plt.savefig("elbow.png")
