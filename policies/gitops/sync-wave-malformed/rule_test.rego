package plimsoll.rules.gitops.sync_wave_malformed_test

import data.plimsoll.rules.gitops.sync_wave_malformed as rule

waved(wave) := {"manifests": [{"metadata": {"annotations": {"argocd.argoproj.io/sync-wave": wave}}}]}

test_word if count(rule.results) == 1 with input as waved("first")

test_fraction if count(rule.results) == 1 with input as waved("1.5")

test_empty if count(rule.results) == 1 with input as waved("")

test_number if count(rule.results) == 1 with input as waved(-1)

test_whole if count(rule.results) == 0 with input as waved("-1")

test_signed if count(rule.results) == 0 with input as waved("+2")

test_none if count(rule.results) == 0 with input as {"manifests": [{"metadata": {"annotations": {}}}]}
