import tkinter as tk
root = tk.Tk()
class Canvas(tk.Canvas):
    def fit(self, w, h): self.config(width=w, height=h)
c = Canvas(root); c.pack(); c.fit(300, 200)
for i in range(10): c.fit(300 + i, 200)
root.mainloop()
