"""Fictitious names."""

FIRST = ["Les Ateliers", "Le Chantier", "Les Jardins", "La Fabrique", "Le Relais", "L'Élan", "Le Tremplin", "La Passerelle",
         "Les Sentiers", "Le Maillon", "L'Étape", "La Ressource", "Les Compagnons", "Le Potager", "La Boussole",
         "Les Mains", "Le Pas", "L'Établi", "La Clairière", "Les Semeurs"]  # fmt: skip
SECOND = ["du Val", "des Possibles", "solidaires", "de la Rive", "d'Avenir", "du Canton", "verts", "des Collines",
          "du Pays", "en Marche", "des Métiers", "de l'Horizon", "partagés", "du Bocage", "des Quatre Vents",
          "de la Plaine", "du Littoral", "des Deux Rives", "apprenants", "du Faubourg"]  # fmt: skip
ACTIVITIES = ["Espaces verts", "Maraîchage biologique", "Second œuvre du bâtiment", "Ressourcerie", "Atelier vélo",
              "Restauration", "Textile", "Propreté", "Mobilité", "Travail du bois", "Petit patrimoine",
              "Rivières et sentiers"]  # fmt: skip
GIVEN = [
    "Camille",
    "Dominique",
    "Claude",
    "Sacha",
    "Maxime",
    "Charlie",
    "Alix",
    "Andrea",
    "Lou",
    "Morgan",
    "Yaël",
    "Noa",
]
FAMILY = ["Aubrac", "Belloir", "Castan", "Delorme", "Estève", "Fauvel", "Garrigue", "Hellec", "Issoire", "Jaouen",
          "Kerber", "Lestrade", "Marsac", "Nogaret", "Ollivier", "Pradel", "Quémener", "Roussane", "Solan", "Taillefer"]  # fmt: skip
