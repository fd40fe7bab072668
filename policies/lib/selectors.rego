# METADATA
# title: Label selectors
# description: Kubernetes' LabelSelector, `matchLabels` and `matchExpressions` both.
package plimsoll.lib.selectors

# METADATA
# description: True where the selector picks things with these labels; an empty selector picks all, null none.
matches(selector, labels) if {
	is_object(selector)
	every key, value in object.get(selector, "matchLabels", {}) {
		labels[key] == value
	}
	every expression in object.get(selector, "matchExpressions", []) {
		satisfied(expression, labels)
	}
}

satisfied(expression, labels) if {
	expression.operator == "In"
	listed(expression, labels)
}

satisfied(expression, labels) if {
	expression.operator == "NotIn"
	not listed(expression, labels)
}

satisfied(expression, labels) if {
	expression.operator == "Exists"
	has(labels, expression.key)
}

satisfied(expression, labels) if {
	expression.operator == "DoesNotExist"
	not has(labels, expression.key)
}

listed(expression, labels) if labels[expression.key] in expression.values

has(labels, key) if _ = labels[key]
