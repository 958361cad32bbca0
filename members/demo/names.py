"""Fictitious names."""

FIRST = ["Les Ateliers", "Le Chantier", "Les Jardins", "La Fabrique", "Le Relais", "L'Élan", "Le Tremplin", "La Passerelle",
         "Les Sentiers", "Le Maillon", "L'Étape", "La Ressource", "Les Compagnons", "Le Potager", "La Boussole",
         "Les Mains", "Le Pas", "L'Établi", "La Clairière", "Les Semeurs"]  # fmt: skip
SECOND = ["du Val", "des Possibles", "du Lien", "de la Rive", "d'Avenir", "du Canton", "de Demain", "des Collines",
          "du Pays", "en Chemin", "des Métiers", "de l'Horizon", "du Savoir-Faire", "du Bocage", "des Quatre Vents",
          "de la Plaine", "du Littoral", "des Deux Rives", "de l'Entraide", "du Faubourg"]  # fmt: skip
ACTIVITIES = ["Espaces verts", "Maraîchage biologique", "Second œuvre du bâtiment", "Ressourcerie", "Atelier vélo",
              "Restauration", "Textile", "Propreté", "Mobilité", "Travail du bois", "Petit patrimoine",
              "Rivières et sentiers"]  # fmt: skip
GIVEN = ["Camille", "Dominique", "Claude", "Sacha", "Maxime", "Charlie", "Alix", "Andrea", "Lou", "Morgan", "Yaël",
         "Noa"]  # fmt: skip
FAMILY = ["Aubrac", "Belloir", "Castan", "Delorme", "Estève", "Fauvel", "Garrigue", "Hellec", "Issoire", "Jaouen",
          "Kerber", "Lestrade", "Marsac", "Nogaret", "Ollivier", "Pradel", "Quémener", "Roussane", "Solan", "Taillefer"]  # fmt: skip
