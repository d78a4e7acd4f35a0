package com.bloompetos.local.simulate;

import java.util.List;
import java.util.Random;

/** Invented names; nobody real is meant. */
final class Words {

    private static final List<String> FIRST =
            List.of(
                    "Avery", "Blake", "Camila", "Dario", "Elif", "Femi", "Grace", "Hana", "Imani",
                    "Jonas", "Kai", "Leila", "Mateo", "Nadia", "Omar", "Priya", "Quinn", "Rosa",
                    "Sven", "Tara", "Uma", "Viktor", "Wren", "Ximena", "Yusuf", "Zoe", "Amara",
                    "Bruno", "Chloe", "Diego");
    private static final List<String> LAST =
            List.of(
                    "Abbott",
                    "Brandt",
                    "Castillo",
                    "Dubois",
                    "Eriksen",
                    "Fischer",
                    "Garner",
                    "Hughes",
                    "Ibarra",
                    "Jensen",
                    "Kowalski",
                    "Lindqvist",
                    "Moreau",
                    "Nakamura",
                    "Okafor",
                    "Patel",
                    "Quigley",
                    "Romano",
                    "Santos",
                    "Tanaka",
                    "Underwood",
                    "Vasquez",
                    "Whitaker",
                    "Yilmaz",
                    "Zhang",
                    "Okonkwo",
                    "Silva");
    private static final List<String> PETS =
            List.of(
                    "Bella", "Max", "Luna", "Charlie", "Milo", "Daisy", "Rocky", "Coco", "Nala",
                    "Otis", "Pepper", "Ruby", "Simba", "Teddy", "Willow", "Ziggy", "Biscuit",
                    "Hazel", "Juno", "Maple", "Olive", "Pixel");
    private static final List<String> DOGS =
            List.of(
                    "Labrador",
                    "Poodle",
                    "Beagle",
                    "Boxer",
                    "Dachshund",
                    "Corgi",
                    "Shih Tzu",
                    "Mixed",
                    "Collie",
                    "German Shepherd",
                    "Golden Retriever");
    private static final List<String> CATS =
            List.of("Domestic Shorthair", "Siamese", "Maine Coon", "Persian", "Ragdoll");

    private Words() {}

    static String first(Random random) {
        return pick(random, FIRST);
    }

    static String last(Random random) {
        return pick(random, LAST);
    }

    static String pet(Random random) {
        return pick(random, PETS);
    }

    static String breed(Random random, String species) {
        return pick(random, species.equals("dog") ? DOGS : CATS);
    }

    static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
