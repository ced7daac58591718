from selenium import webdriver
d = webdriver.Chrome()
for url in open('urls.txt'):
    d.get(url); d.back(); d.forward()
    if d.find_element('id', 'train').text == 'fit': d.refresh()
