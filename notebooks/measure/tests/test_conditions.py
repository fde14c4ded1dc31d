import unittest

from measure.conditions import Conditions
from measure.failure import Failure


class ConditionsTest(unittest.TestCase):
    def test_no_more_copies_than_fill_the_cache(self):
        rotating = Conditions(weight_copies=5)
        self.assertEqual(5, rotating.copies(1_000_000, 50_000_000))
        self.assertEqual(3, rotating.copies(20_000_000, 50_000_000))
        self.assertEqual(1, rotating.copies(60_000_000, 50_000_000))

    def test_only_rotating_takes_copies(self):
        self.assertEqual(1, Conditions("warm").copies(1, 50_000_000))
        self.assertEqual(1, Conditions("cold").copies(1, 50_000_000))

    def test_what_has_no_weights_stays_warm_but_can_be_flushed(self):
        self.assertEqual("warm", Conditions().without_weights().cache)
        self.assertEqual("cold", Conditions("cold").without_weights().cache)

    def test_copies_are_stated_where_they_mean_something(self):
        self.assertEqual("5", Conditions().fields()["weight_copies"])
        self.assertEqual("", Conditions("cold").fields()["weight_copies"])

    def test_conditions_that_exclude_each_other_are_refused(self):
        for wrong in (
            dict(weight_copies=1),
            dict(cache="cold", timing="eager"),
            dict(cache="cold", duration="sustained"),
        ):
            with self.assertRaises(Failure):
                Conditions(**wrong)


if __name__ == "__main__":
    unittest.main()
