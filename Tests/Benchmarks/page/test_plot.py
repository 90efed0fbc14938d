"""Plots are well-formed, say in words what they show, and keep to their panels."""

import xml.etree.ElementTree as ElementTree

from page.plot import HEIGHT, TOP, plot

SVG = "{http://www.w3.org/2000/svg}"


def image(series):
    return ElementTree.fromstring(plot("Title & more", "One: 5 at 1k", "steps", ["1k", "1M"], {"a second": series}))


def test_it_has_a_title_and_a_description():
    root = image({"one": [(1, 2, 3), (4, 5, 6)]})
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc"
    assert root.find(SVG + "title").text == "Title & more"
    assert root.find(SVG + "desc").text == "One: 5 at 1k"


def test_every_point_is_within_the_panel_and_unknown_ones_are_left_out():
    root = image({"one": [(1, 2, 3), (4, 5, 6)], "two": [None, (0, 0, 0)]})
    circles = root.findall(SVG + "circle")
    assert len(circles) == 3
    assert all(TOP <= float(circle.get("cy")) <= HEIGHT for circle in circles)


def test_nothing_measured_is_still_an_image():
    assert image({"one": [None, None]}).findall(SVG + "circle") == []
