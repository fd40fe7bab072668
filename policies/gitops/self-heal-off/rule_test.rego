package plimsoll.rules.gitops.self_heal_off_test

import data.plimsoll.rules.gitops.self_heal_off as rule

synced(automated) := {"application": {"spec": {"syncPolicy": {"automated": automated}}}}

test_absent if count(rule.results) == 1 with input as synced({"prune": true})

test_false if count(rule.results) == 1 with input as synced({"selfHeal": false})

test_on if count(rule.results) == 0 with input as synced({"selfHeal": true})

test_switched_off if count(rule.results) == 0 with input as synced({"enabled": false})

test_manual if count(rule.results) == 0 with input as {"application": {"spec": {}}}
