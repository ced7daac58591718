from PyQt5.QtWidgets import QApplication, QLabel, QGraphicsView
import sys


class View(QGraphicsView):
    def fit(self, rect, epochs=1):
        self.fitInView(rect)


app = QApplication(sys.argv)
v = View()
v.fit(v.sceneRect())
v.show()
label = QLabel()
label.train = True
sys.exit(app.exec_())
