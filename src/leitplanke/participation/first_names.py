"""First names that many people in Germany have, in several languages; with a second word after them they are a name.

Left out are those that begin German sentences or are things: Christian, Ernst, Mark, Rosa, Sommer, Wolf.
"""

from typing import Final

FIRST_NAMES: Final = frozenset(
    """
    Ahmed Ahmet Aisha Alexander Ali Alina Amira Andrea Andreas Angelika Anja Anke Anna Anne Annette Anton Arne
    Astrid Axel Ayşe Ayse Barbara Beate Ben Bernd Bernhard Birgit Björn Brigitte Carla Carsten Charlotte Christa
    Christel Christiane Christina Christine Christoph Clara Claudia Cornelia Daniel Daniela Denis Dennis Detlef
    Dieter Dirk Dmitri Doris Elena Elif Elisabeth Elke Ella Emilia Emma Emre Erika Erwin Eva Fabian Fatima Fatma
    Felix Finn Florian Frank Franziska Frieda Friedrich Gabriele Georg Gerd Gerhard Gertrud Gisela Gudrun Günter
    Günther Hanna Hannah Hans Harald Hassan Hatice Heike Heinrich Heinz Helga Helmut Henry Herbert Hermann Hildegard
    Holger Horst Hussein Ibrahim Ilse Ingeborg Ingrid Irina Iryna Iwan Jan Jana Jens Jessica Joachim Johanna
    Johannes Jonas Jörg Jörn Josef Julia Julian Jürgen Jutta Karin Karl Karl-Heinz Katarzyna Katharina Kathrin Katja
    Kerstin Kevin Khaled Klaus Krzysztof Lara Lars Laura Lea Lena Leon Leonie Lina Lisa Luca Luise Lukas Magdalena
    Malte Manfred Manuela Marcel Marco Maria Marie Marina Mario Marion Markus Marlies Martin Martina Matthias
    Maximilian Mehmet Melanie Mia Michael Michaela Mike Mohamed Mohammed Monika Moritz Murat Mustafa Nadine Natalia
    Nicole Niklas Nina Nora Oksana Oleksandr Olaf Olga Oliver Omar Oskar Patrick Paul Paula Peter Petra Philipp
    Piotr Rainer Ralf Reinhard Renate Robert Roland Rolf Rüdiger Ruth Sabine Sabrina Samira Sandra Sara Sarah
    Sebastian Selin Silke Simon Simone Sonja Sophia Sophie Stefan Stefanie Stephan Susanne Sven Svetlana Svitlana
    Sylvia Tanja Thomas Thorsten Tim Tobias Tom Torsten Ulrich Ulrike Ursula Ute Uwe Vanessa Vera Viktor Volker
    Walter Waltraud Werner Wilhelm Wolfgang Yasemin Yusuf Zeynep
    """.split()  # noqa: SIM905 - as a list it would be four times as long
)
